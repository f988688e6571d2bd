"""Pictures for tests: honest ones by ImageMagick and exiftool, hostile ones by hand."""
import struct
import subprocess
import zlib

PNG = b"\x89PNG\r\n\x1a\n"


def run(*args, data=b""):
    return subprocess.run(args, input=data, check=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE).stdout


def quarters(kind, width=1200, height=800, *options):
    """Red and green above, blue and white below: whoever turns it is found out."""
    half = f"{width // 2}x{height // 2}"
    return run("convert", "(", "-size", half, "xc:#e01010", "xc:#10c010", "+append", ")",
               "(", "xc:#1010e0", "xc:#f0f0f0", "+append", ")", "-append", "-set", "colorspace", "sRGB",
               *options, kind + ":-")


def turned(orientation):
    """The same, lying as a camera with that orientation would have it."""
    back = {1: [], 2: ["-flop"], 3: ["-rotate", "180"], 4: ["-flip"], 5: ["-transpose"],
            6: ["-rotate", "-90"], 7: ["-transverse"], 8: ["-rotate", "90"]}[orientation]
    plain = quarters("jpeg", 1200, 800, *back)
    return run("exiftool", "-q", "-n", f"-Orientation={orientation}", "-o", "-", "-", data=plain)


def told(kind="jpeg"):
    """With all that cameras and people write into a picture."""
    return run("exiftool", "-q", "-o", "-", "-GPSLatitude=38.7", "-GPSLongitude=9.1", "-GPSLatitudeRef=N",
               "-Make=Camera", "-Artist=Ana", "-XMP-dc:Creator=Ana", "-Comment=secret" if kind == "jpeg" else "-q",
               "-", data=quarters(kind))


def chunk(name, data):
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(width, height, pixels, *extra, depth=8, colour=2):
    head = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    return PNG + chunk(b"IHDR", head) + b"".join(extra) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def plain_png(width, height, *extra):
    return png(width, height, zlib.compress((b"\0" + b"\x80" * 3 * width) * height), *extra)


def unpacked_bomb(name, megabytes=300):
    """A chunk of a few hundred kilobytes that unpacks to hundreds of megabytes."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(bytes(1 << 20)) for _ in range(megabytes)) + packer.flush()
    return plain_png(800, 600, chunk(name, b"x\0\0" + packed))


def swapped_profile():
    """An ICC profile whose first channel is green and whose second is red."""
    def xyz(*values):
        return b"XYZ \0\0\0\0" + b"".join(struct.pack(">i", round(v * 65536)) for v in values)

    curve = b"curv\0\0\0\0" + struct.pack(">IH", 1, round(2.2 * 256)) + b"\0\0"
    tags = {b"rXYZ": xyz(0.3851, 0.7169, 0.0971), b"gXYZ": xyz(0.4361, 0.2225, 0.0139),
            b"bXYZ": xyz(0.1431, 0.0606, 0.7141), b"wtpt": xyz(0.9642, 1, 0.8249),
            b"rTRC": curve, b"gTRC": curve, b"bTRC": curve}
    table, body, at = struct.pack(">I", len(tags)), b"", 128 + 4 + 12 * len(tags)
    for name, data in tags.items():
        table += name + struct.pack(">II", at + len(body), len(data))
        body += data
    head = struct.pack(">I4sI4s4s4s", at + len(body), b"\0\0\0\0", 0x02100000, b"mntr", b"RGB ", b"XYZ ")
    head += bytes(12) + b"acsp" + bytes(28) + xyz(0.9642, 1, 0.8249)[8:]
    return head + bytes(128 - len(head)) + table + body


def refused():
    """Name, bytes, and what they are refused for."""
    jpeg, webp, whole = quarters("jpeg"), quarters("webp"), quarters("png")
    script = b"<script>alert(1)</script>"
    gif = b"GIF89a/*" + quarters("gif", 400, 400)[8:] + b"*/=1;alert(1)//"
    return [
        ("nothing", b"", "unknown"),
        ("a GIF that is JavaScript", gif, "unknown"),
        ("SVG with a script", b'<svg xmlns="http://www.w3.org/2000/svg">' + script + b"</svg>", "unknown"),
        ("a web page", b"<!doctype html>" + script, "unknown"),
        ("a web page, then a JPEG", script + jpeg, "unknown"),
        ("BMP", quarters("bmp", 400, 400), "unknown"),
        ("TIFF", quarters("tiff", 400, 400), "unknown"),
        ("PDF", b"%PDF-1.7\n" + jpeg, "unknown"),
        ("RIFF that is sound", b"RIFF\x24\0\0\0WAVEfmt " + bytes(64), "unknown"),
        ("a JPEG's first bytes", jpeg[:3], "unknown"),
        ("a JPEG's first half", jpeg[:len(jpeg) // 2], "damaged"),
        ("a PNG's first half", whole[:len(whole) // 2], "damaged"),
        ("a WebP's first half", webp[:len(webp) // 2], "damaged"),
        ("a PNG's header alone", whole[:33], "damaged"),
        ("a JPEG of noughts", b"\xff\xd8\xff\xe0" + bytes(5000), "damaged"),
        ("a PNG of 50,000 by 50,000", png(50000, 50000, zlib.compress(bytes(1 << 20))), "damaged"),
        ("a PNG of 16,000 by 16,000", png(16000, 16000, zlib.compress(bytes(1 << 20))), "large"),
        ("a PNG without width", png(0, 800, zlib.compress(bytes(1 << 10))), "damaged"),
        ("a JPEG of 65,500 by 65,500", jpeg.replace(
            struct.pack(">HH", 800, 1200), struct.pack(">HH", 65500, 65500), 1), "large"),
        ("too few pixels", quarters("jpeg", 90, 90), "small"),
        ("a strip", quarters("jpeg", 4000, 60), "small"),
        ("an animation", run("convert", "-delay", "10", "-size", "400x400", "xc:red", "xc:blue", "webp:-"), "moving"),
        ("11 MB", jpeg + bytes(11 << 20), "large"),
    ]


def harmless():
    """Name and bytes: odd, but a picture; what is odd must not come out again."""
    jpeg = quarters("jpeg")
    script = b"<html><script>alert(document.domain)</script></html>"
    comment = b"\xff\xfe" + struct.pack(">H", len(script) + 2) + script
    return [
        ("a JPEG that is a web page behind", jpeg + script),
        ("a JPEG with a web page in its comment", jpeg[:2] + comment + jpeg[2:]),
        ("a PNG with a web page in its text", plain_png(800, 600, chunk(b"tEXt", b"x\0" + script))),
        ("a PNG whose text unpacks to 300 MB", unpacked_bomb(b"zTXt")),
        ("a PNG whose profile unpacks to 300 MB", unpacked_bomb(b"iCCP")),
        ("a PNG, then a ZIP", plain_png(800, 600) + b"PK\x03\x04" + script),
    ]
