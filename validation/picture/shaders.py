"""The programs of the graphics library.

A picture is made in two steps. SURFACE writes, for every visible point, what sky and fill light and what the key light
make of it; LIGHT then asks the shadow map whether the key light arrives, and turns the sum into a picture. What stands
still goes through the first step once.
"""

SURFACE_VERTEX = """
#version 330
uniform mat4 to_clip;
in vec3 in_point;
in vec3 in_normal;
in vec3 in_colour;
in float in_material;
out vec3 point;
out vec3 normal;
out vec3 colour;
flat out float material;
void main() {
    point = in_point;
    normal = in_normal;
    colour = in_colour;
    material = in_material;
    gl_Position = to_clip * vec4(in_point, 1.0);
}
"""

SURFACE_FRAGMENT = """
#version 330
uniform vec3 eye;
uniform vec3 light_way;
uniform float key_light;
uniform float sky_light;
in vec3 point;
in vec3 normal;
in vec3 colour;
flat in float material;
layout(location = 0) out vec4 from_sky;
layout(location = 1) out vec4 from_key;

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
        float speck = step(0.955, hash(floor(point * 90.0)));
        float seam = smoothstep(0.0, 0.012, min(fract(point.x), fract(point.z)));
        return (base * (0.85 + 0.3 * noise(point * 14.0)) + 0.07 * speck) * (0.6 + 0.4 * seam);
    }
    if (material > 1.5 && material < 2.5) return base * (0.92 + 0.16 * noise(point * 45.0));
    return base;
}

void main() {
    vec3 n = normalize(normal);
    vec3 to_eye = normalize(eye - point);
    if (dot(n, to_eye) < 0.0 && material < 2.5) n = -n;
    vec3 base = paint_surface(colour);
    float soft = material > 0.5 && material < 1.5 ? 0.25 : 0.05;
    float key = clamp((dot(n, light_way) + soft) / (1.0 + soft), 0.0, 1.0);
    float fill = clamp(dot(n, normalize(vec3(to_eye.x, 0.3, to_eye.z))), 0.0, 1.0) * 0.25;
    float sky = mix(0.45, 1.0, n.y * 0.5 + 0.5);
    bool is_ground = material > 4.5 && n.y > 0.5;
    float shade = is_ground ? 1.0 - 0.55 * exp(-dot(point.xz, point.xz) * 4.0) : 1.0;
    if (material > 4.5 && !is_ground) shade *= mix(0.72, 1.0, smoothstep(0.0, 0.5, point.y));
    vec3 half_way = normalize(light_way + to_eye);
    float gloss = material > 2.5 && material < 3.5 ? 0.35 : material > 0.5 && material < 1.5 ? 0.07 : 0.02;
    float shine = gloss * pow(max(dot(n, half_way), 0.0), material > 2.5 ? 40.0 : 12.0);
    from_sky = vec4(base * sky_light * (sky + fill) * shade * vec3(0.94, 0.97, 1.0), 1.0);
    from_key = vec4(key_light * (base * key * vec3(1.0, 0.96, 0.9) + shine), 1.0);
}
"""

LIGHT_VERTEX = """
#version 330
in vec2 in_corner;
out vec2 at;
void main() {
    at = in_corner * 0.5 + 0.5;
    gl_Position = vec4(in_corner, 0.0, 1.0);
}
"""

LIGHT_FRAGMENT = """
#version 330
uniform sampler2D sky_map;
uniform sampler2D key_map;
uniform sampler2D depth_map;
uniform sampler2DShadow still_shadow;
uniform sampler2DShadow moving_shadow;
uniform mat4 clip_to_light;
in vec2 at;
out vec4 shade;
void main() {
    vec3 sum = texture(sky_map, at).rgb;
    vec3 key = texture(key_map, at).rgb;
    if (key.r + key.g + key.b > 0.004) {
        vec4 seen = clip_to_light * vec4(vec3(at, texture(depth_map, at).r) * 2.0 - 1.0, 1.0);
        vec3 place = seen.xyz / seen.w * 0.5 + 0.5;
        place.z -= 0.004;
        sum += key * texture(still_shadow, place) * texture(moving_shadow, place);
    }
    sum = sum / (1.0 + 0.25 * sum);
    shade = vec4(pow(clamp(sum, 0.0, 1.0), vec3(1.0 / 2.2)), 1.0);
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
