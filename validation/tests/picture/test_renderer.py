import numpy as np
import pytest

from validation.mesh import Mesh, make_ball, make_box
from validation.picture.renderer import Light, Renderer
from validation.scene.camera import Camera

SIZE = (160, 120)
RED, GREY = (0.6, 0.02, 0.02), (0.3, 0.3, 0.3)
WAY = np.array([0.4, 0.9, 0.1]) / np.linalg.norm([0.4, 0.9, 0.1])
FLOOR = make_box((-3.0, -0.1, -3.0), (3.0, 0.0, 3.0), GREY)

pytestmark = pytest.mark.usefixtures("can_draw")


def make_red_ball(height_m: float) -> Mesh:
    return make_ball(np.array([0.0, height_m, 0.0]), np.full(3, 0.3), RED)


def test_what_moves_is_where_the_camera_projects_it() -> None:
    camera = Camera(target_m=0.6)
    with Renderer(FLOOR, camera, Light(WAY), size_px=SIZE) as renderer:
        for height_m in (0.4, 0.9):
            image = renderer.draw([make_red_ball(height_m)]).astype(int)
            is_red = image[..., 0] - image[..., 1] > 40
            seen = np.argwhere(is_red).mean(axis=0)[::-1]
            (expected,) = camera.project_px(np.array([[0.0, height_m, 0.0]]), *SIZE)
            assert seen == pytest.approx(expected, abs=2.5)


def test_what_moves_darkens_the_floor_under_it_and_nothing_else() -> None:
    with Renderer(FLOOR, Camera(height_m=2.5, target_m=0.0), Light(WAY), size_px=SIZE) as renderer:
        away = renderer.draw([make_red_ball(-5.0)]).astype(int)
        above = renderer.draw([make_red_ball(0.9)]).astype(int)
    is_floor = above[..., 0] - above[..., 1] < 20
    darker = (away - above).sum(axis=2)[is_floor]
    assert darker.max() > 60
    assert (darker < 3).mean() > 0.7


def test_what_stands_in_front_hides_what_moves() -> None:
    screen = make_box((1.0, 0.0, -1.0), (1.1, 2.0, 1.0), GREY)
    with Renderer(screen, Camera(), Light(WAY), size_px=SIZE) as renderer:
        image = renderer.draw([make_red_ball(1.0)]).astype(int)
    assert (image[..., 0] - image[..., 1]).max() < 20


def test_the_same_scene_gives_the_same_picture() -> None:
    with Renderer(FLOOR, Camera(), Light(WAY), size_px=SIZE) as renderer:
        first = renderer.draw([make_red_ball(0.5)])
        renderer.draw([make_red_ball(1.0)])
        assert np.array_equal(renderer.draw([make_red_ball(0.5)]), first)
