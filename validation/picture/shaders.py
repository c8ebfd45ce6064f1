"""The programs of the graphics library: shading with a shadow map, and the shadow map itself."""

VERTEX = """
#version 330
uniform mat4 to_clip;
uniform mat4 to_light;
in vec3 in_point;
in vec3 in_normal;
in vec3 in_colour;
in float in_material;
out vec3 point;
out vec3 normal;
out vec3 colour;
out vec4 in_light;
flat out float material;
void main() {
    point = in_point;
    normal = in_normal;
    colour = in_colour;
    material = in_material;
    in_light = to_light * vec4(in_point + in_normal * 0.012, 1.0);
    gl_Position = to_clip * vec4(in_point, 1.0);
}
"""

FRAGMENT = """
#version 330
uniform sampler2DShadow shadow_map;
uniform vec3 eye;
uniform vec3 light_way;
uniform float key_light;
uniform float sky_light;
uniform vec4 body_shade;
in vec3 point;
in vec3 normal;
in vec3 colour;
in vec4 in_light;
flat in float material;
out vec4 shade;

float hash(vec3 p) {
    p = fract(p * vec3(0.1031, 0.1130, 0.1737));
    p += dot(p, p.yzx + 33.33);
    return fract((p.x + p.y) * p.z);
}

float noise(vec3 p) {
    vec3 i = floor(p);
    vec3 f = fract(p);
    f = f * f * (3.0 - 2.0 * f);
    float low = mix(mix(hash(i), hash(i + vec3(1, 0, 0)), f.x),
                    mix(hash(i + vec3(0, 1, 0)), hash(i + vec3(1, 1, 0)), f.x), f.y);
    float high = mix(mix(hash(i + vec3(0, 0, 1)), hash(i + vec3(1, 0, 1)), f.x),
                     mix(hash(i + vec3(0, 1, 1)), hash(i + vec3(1, 1, 1)), f.x), f.y);
    return mix(low, high, f.z);
}

vec3 paint_surface(vec3 base) {
    if (material > 6.5) {
        float row = floor(point.y / 0.075);
        float along = (point.x + point.z) / 0.22 + 0.5 * mod(row, 2.0);
        float joint = smoothstep(0.0, 0.06, fract(along)) * smoothstep(0.0, 0.14, fract(point.y / 0.075));
        float tone = 0.8 + 0.35 * hash(vec3(floor(along), row, 3.0));
        return mix(base * 1.15, base * tone * vec3(1.02, 0.86, 0.78), joint);
    }
    if (material > 5.5) return base * (0.93 + 0.14 * noise(point * 9.0));
    if (material > 4.5) {
        float speck = step(0.93, hash(floor(point * 70.0)));
        float seam = smoothstep(0.0, 0.012, min(fract(point.x), fract(point.z)));
        return (base * (0.85 + 0.3 * noise(point * 14.0)) + 0.16 * speck) * (0.6 + 0.4 * seam);
    }
    if (material > 1.5 && material < 2.5) return base * (0.92 + 0.16 * noise(point * 45.0));
    return base;
}

void main() {
    vec3 n = normalize(normal);
    vec3 to_eye = normalize(eye - point);
    if (dot(n, to_eye) < 0.0 && material < 2.5) n = -n;
    vec3 base = paint_surface(colour);
    vec3 at = in_light.xyz / in_light.w * 0.5 + 0.5;
    float lit = 0.0;
    for (int i = 0; i < 4; ++i) {
        vec2 step_ = vec2(i % 2, i / 2) - 0.5;
        lit += texture(shadow_map, vec3(at.xy + step_ / 700.0, at.z - 0.0012)) / 4.0;
    }
    float facing = dot(n, light_way);
    float soft = material > 0.5 && material < 1.5 ? 0.25 : 0.05;
    float key = clamp((facing + soft) / (1.0 + soft), 0.0, 1.0) * lit;
    float fill = clamp(dot(n, normalize(vec3(to_eye.x, 0.3, to_eye.z))), 0.0, 1.0) * 0.25;
    float sky = mix(0.45, 1.0, n.y * 0.5 + 0.5);
    vec2 from_body = (point.xz - body_shade.xy) / body_shade.zw;
    float ground = material > 4.5 && n.y > 0.5 ? 1.0 - 0.55 * exp(-dot(from_body, from_body)) : 1.0;
    float corner = material > 4.5 ? mix(0.72, 1.0, smoothstep(0.0, 0.5, point.y + (n.y > 0.5 ? 1.0 : 0.0))) : 1.0;
    vec3 half_way = normalize(light_way + to_eye);
    float gloss = material > 2.5 && material < 3.5 ? 0.35 : material > 0.5 && material < 1.5 ? 0.07 : 0.02;
    float shine = gloss * pow(max(dot(n, half_way), 0.0), material > 2.5 ? 40.0 : 12.0) * lit;
    vec3 light = key_light * key * vec3(1.0, 0.96, 0.9) + sky_light * (sky + fill) * ground * corner * vec3(0.94, 0.97, 1.0);
    vec3 out_colour = base * light + shine * key_light;
    out_colour = out_colour / (1.0 + 0.25 * out_colour);
    shade = vec4(pow(clamp(out_colour, 0.0, 1.0), vec3(1.0 / 2.2)), 1.0);
}
"""

SHADOW_VERTEX = """
#version 330
uniform mat4 to_light;
in vec3 in_point;
void main() { gl_Position = to_light * vec4(in_point, 1.0); }
"""

SHADOW_FRAGMENT = """
#version 330
void main() {}
"""
