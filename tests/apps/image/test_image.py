#!/usr/bin/env python3
"""hora-image: what is made of pictures, and what is refused. Other programs look
at what came out: ImageMagick at the pixels, exiftool at what else there is."""
import os
import random
import subprocess
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import pictures  # noqa: E402

PROGRAM = os.path.abspath(os.path.join(os.environ.get("HORA_BUILD", "."), "hora-image"))
WIDTHS = {"portrait": [96, 192, 384], "scene": [360, 720, 1440]}
RED, GREEN, BLUE, WHITE = (0xE0, 0x10, 0x10), (0x10, 0xC0, 0x10), (0x10, 0x10, 0xE0), (0xF0, 0xF0, 0xF0)
SANITIZED = b"__asan_init" in open(PROGRAM, "rb").read()


def answer(kind, picture):
    done = subprocess.run([PROGRAM], input=kind.encode() + b"\n" + picture, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, timeout=30, check=False)
    return done.returncode, done.stdout, done.stderr


def copies(kind, picture):
    """Each copy as (width, format, bytes)."""
    code, out, said = answer(kind, picture)
    assert code == 0 and not said, (code, said, out[:60])
    found = []
    while not out.startswith(b"end\n"):
        line, out = out.split(b"\n", 1)
        word, width, form, length = line.split()
        assert word == b"copy", line
        found.append((int(width), form.decode(), out[:int(length)]))
        out = out[int(length):]
    assert out == b"end\n"
    return found


def corners(picture):
    """The colours at a quarter of the way in from each corner."""
    raw = pictures.run("convert", "-", "-filter", "point", "-resize", "4x4!", "-depth", "8", "rgb:-", data=picture)
    at = [tuple(raw[3 * i:3 * i + 3]) for i in range(16)]
    return at[0], at[3], at[12], at[15]


def near(found, wanted, most=24):
    return all(abs(f - w) <= most for one, other in zip(found, wanted) for f, w in zip(one, other))


def test_each_type_becomes_all_copies():
    for kind, down in ("portrait", 1), ("scene", 2 / 3):
        for form in "jpeg", "png", "webp":
            made = copies(kind, pictures.quarters(form, 2000, 1500))
            assert [(w, f) for w, f, _ in made] == [(w, f) for w in WIDTHS[kind] for f in ("webp", "jpg")]
            for width, name, data in made:
                said = pictures.run("identify", "-format", "%m %w %h", "-", data=data).decode()
                wanted = f"{'WEBP' if name == 'webp' else 'JPEG'} {width} {round(width * down)}"
                assert said == wanted, (said, wanted)


def test_no_copy_is_wider_than_the_picture():
    assert [w for w, _, _ in copies("portrait", pictures.quarters("jpeg", 250, 200))] == [96, 96, 192, 192]
    assert [w for w, _, _ in copies("scene", pictures.quarters("png", 360, 240))] == [360, 360]


def test_every_pixel_counts_whatever_the_proportion():
    for size in (97, 96), (361, 2399), (1441, 961), (5001, 370), (385, 384):
        for kind in WIDTHS:
            if size[0] >= WIDTHS[kind][0] and size[1] >= WIDTHS[kind][0]:
                copies(kind, pictures.plain_png(*size))


def test_every_orientation_ends_upright():
    for orientation in range(1, 9):
        for _, name, data in copies("scene", pictures.turned(orientation)):
            assert near(corners(data), (RED, GREEN, BLUE, WHITE)), (orientation, name, corners(data))


def test_grey_inks_palette_and_depth_are_read():
    for options in (["-colorspace", "gray"], ["-colorspace", "CMYK"]):
        copies("scene", pictures.quarters("jpeg", 1200, 800, *options))
    assert near(corners(copies("scene", pictures.quarters("jpeg", 1200, 800, "-colorspace", "CMYK"))[1][2]),
                (RED, GREEN, BLUE, WHITE), 60)
    for options in (["-colors", "4"], ["-depth", "16"], ["-interlace", "PNG"], ["-define", "png:color-type=6"]):
        made = copies("scene", pictures.quarters("png", 1200, 800, *options))
        assert near(corners(made[0][2]), (RED, GREEN, BLUE, WHITE)), options


def test_what_is_see_through_lies_on_white():
    clear = pictures.run("convert", "-size", "800x600", "xc:none", "png:-")
    assert near(corners(copies("scene", clear)[1][2]), ((255, 255, 255),) * 4, 4)


def test_colours_of_a_profile_become_the_screens():
    with open("swapped.icc", "wb") as file:
        file.write(pictures.swapped_profile())
    for form in "jpeg", "png", "webp":
        marked = pictures.run("exiftool", "-q", "-ICC_Profile<=swapped.icc", "-o", "-", "-",
                              data=pictures.quarters(form))
        found = corners(copies("scene", marked)[1][2])
        assert found[0][1] > found[0][0] + 60 and found[1][0] > found[1][1] + 60, (form, found)


def test_nothing_is_left_of_what_cameras_and_people_write():
    for form in "jpeg", "png", "webp":
        told = pictures.told(form)
        assert b"Ana" in told
        for _, name, data in copies("portrait", told):
            said = pictures.run("exiftool", "-G", "-s", "-", data=data).decode()
            groups = {line.split("]")[0].strip("[ ") for line in said.splitlines()}
            assert groups <= {"ExifTool", "File", "RIFF", "JFIF", "Composite"}, said
            assert b"Ana" not in data and b"secret" not in data and b"Exif" not in data, name


def test_what_is_no_picture_is_refused():
    for name, data, wanted in pictures.refused():
        begun = time.monotonic()
        code, out, said = answer("scene", data)
        assert (code, out) == (0, f"refused {wanted}\n".encode()), (name, code, out[:60], said)
        assert time.monotonic() - begun < 5, name


def test_odd_pictures_come_out_clean():
    for name, data in pictures.harmless():
        for _, _, copy in copies("scene", data):
            assert b"script" not in copy and b"PK\x03" not in copy, name


def test_whatever_is_changed_in_a_picture_it_answers():
    seed = int(os.environ.get("HORA_SEED", "0")) or random.randrange(1 << 32)
    print("seed", seed)
    chance = random.Random(seed)
    for form in "jpeg", "png", "webp":
        plain = pictures.quarters(form, 640, 480)
        for _ in range(int(os.environ.get("HORA_ROUNDS", "60"))):
            broken = bytearray(plain)
            for _ in range(chance.choice((1, 3, 20))):
                broken[chance.randrange(len(broken))] = chance.randrange(256)
            code, out, said = answer("scene", bytes(broken[:chance.choice((len(broken), chance.randrange(len(broken))))]))
            assert code == 0 and (out.endswith(b"end\n") or out.startswith(b"refused ")), (form, seed, code, said)


def kilobytes(picture):
    """What it holds of memory at most, and its answer's first word."""
    with open("in", "wb") as file:
        file.write(b"scene\n" + picture)
    with open("in", "rb") as given, open("out", "wb") as taken, subprocess.Popen([PROGRAM], stdin=given,
                                                                                stdout=taken) as process:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = status
    assert status == 0, status
    with open("out", "rb") as file:
        return used.ru_maxrss, file.read(7)


def test_it_takes_no_more_memory_than_it_may():
    biggest = pictures.run("convert", "-size", "8000x6000", "gradient:red-blue", "-quality", "60", "jpeg:-")
    flat = ("-size", "8000x6000", "xc:#123456")
    most = 256 << 10 if not SANITIZED else 1 << 20
    for picture, wanted in (
            (biggest, [b"copy 36"]),
            (pictures.run("convert", *flat, "-interlace", "PNG", "png:-"), [b"copy 36", b"refused"]),
            (pictures.run("convert", *flat, "-define", "webp:lossless=true", "webp:-"), [b"copy 36", b"refused"]),
            (pictures.run("convert", *flat, "-interlace", "JPEG", "jpeg:-"), [b"copy 36", b"refused"])):
        used, word = kilobytes(picture)
        assert used < most and word in wanted, (used, word)


def test_it_wants_no_arguments_and_a_kind():
    assert subprocess.run([PROGRAM, "x"], stderr=subprocess.DEVNULL, check=False).returncode == 2
    assert answer("poster", pictures.quarters("png", 400, 400))[0] == 2


def main():
    folder = os.environ.get("TMPDIR", "/tmp")
    os.chdir(pictures.run("mktemp", "-d", "-p", folder).decode().strip())
    try:
        for name, test in list(globals().items()):
            if name.startswith("test_"):
                test()
                print("ok", name[5:].replace("_", " "))
    finally:
        subprocess.run(["rm", "-rf", os.getcwd()], check=False)


main()
