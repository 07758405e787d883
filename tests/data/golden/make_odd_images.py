"""Small pictures of unusual kinds, by Pillow: what tests/datasets/tst_datasets.cpp expects of them is said there.

python3 make_odd_images.py OUTPUT_FOLDER
"""
import pathlib
import struct
import sys
import zlib

from PIL import Image

out = pathlib.Path(sys.argv[1])
quarters = Image.new("RGB", (32, 24))
for x, y, colour in ((0, 0, (200, 30, 30)), (16, 0, (30, 170, 60)), (0, 12, (40, 60, 200)), (16, 12, (240, 240, 240))):
    quarters.paste(colour, (x, y, x + 16, y + 12))
quarters.convert("CMYK").save(out / "cmyk.jpg", quality=95)
quarters.convert("P", palette=Image.Palette.ADAPTIVE, colors=4).save(out / "palette.png")
quarters.convert("L").save(out / "grey.png")
rgba = quarters.convert("RGBA")
rgba.putalpha(Image.linear_gradient("L").resize(rgba.size))
rgba.save(out / "alpha.png")
other = Image.new("RGB", quarters.size, (0, 0, 0))
quarters.save(out / "animated.png", save_all=True, append_images=[other], duration=100)
quarters.save(out / "pages.tif", save_all=True, append_images=[other])
quarters.save(out / "big.tif", big_tiff=True)
quarters.save(out / "animated.webp", save_all=True, append_images=[other], duration=100, lossless=True)

# The quarters again, stored so that Exif's orientation 1 to 8 turns them upright, in every container that has one.
stored = {
    1: quarters, 2: quarters.transpose(Image.Transpose.FLIP_LEFT_RIGHT), 3: quarters.transpose(Image.Transpose.ROTATE_180),
    4: quarters.transpose(Image.Transpose.FLIP_TOP_BOTTOM), 5: quarters.transpose(Image.Transpose.TRANSPOSE),
    6: quarters.transpose(Image.Transpose.ROTATE_90), 7: quarters.transpose(Image.Transpose.TRANSVERSE),
    8: quarters.transpose(Image.Transpose.ROTATE_270)}
turned = out / "turned"
turned.mkdir(exist_ok=True)
for orientation, picture in stored.items():
    exif = Image.Exif()
    exif[0x0112] = orientation
    picture.save(turned / f"{orientation}.jpg", exif=exif, quality=95, subsampling=0)
    picture.save(turned / f"{orientation}.png", exif=exif)
    picture.save(turned / f"{orientation}.webp", exif=exif, lossless=True)
    picture.save(turned / f"{orientation}.tif", tiffinfo={0x0112: orientation})
# In a PNG the Exif chunk may stand after the picture.
png = (turned / "6.png").read_bytes()
start = png.index(b"eXIf") - 4
end = start + 12 + int.from_bytes(png[start:start + 4], "big")
(turned / "6_late.png").write_bytes(png[:start] + png[end:-12] + png[start:end] + png[-12:])

# A ramp from 100 to 1000 in a thousand columns, deeper than 8 bits; the first row is no number.
ramp = [100 + 900 * x / 999 for x in range(1000)]
deep = Image.new("F", (1000, 4))
deep.putdata([float("nan")] * 1000 + ramp * 3)
deep.save(out / "floats.tif")
whole = Image.new("I", (1000, 4))
whole.putdata([100] * 1000 + [round(value) for value in ramp] * 3)
whole.save(out / "integers.tif")
# The same said to be without a sign, which OpenCV does not read.
tag = (339).to_bytes(2, "little") + (3).to_bytes(2, "little") + (1).to_bytes(4, "little")
(out / "unsigned.tif").write_bytes((out / "integers.tif").read_bytes().replace(tag + b"\2", tag + b"\1"))

# Sixteen bits: grey and turned, and in colours, which Pillow cannot write.
grey16 = Image.new("I;16", (24, 32))
grey16.putdata([300 + 37 * (x + 5 * y) for y in range(32) for x in range(24)])
grey16.save(turned / "grey16.tif", tiffinfo={0x0112: 6})
words = [1000 + 900 * x + 400 * y + 5000 * c for y in range(24) for x in range(32) for c in range(3)]


def chunk(kind, data):
    return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")


rows = [b"".join(word.to_bytes(2, "big") for word in words[96 * y:96 * y + 96]) for y in range(24)]
(out / "colours16.png").write_bytes(
    b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 32, 24, 16, 2, 0, 0, 0)) +
    chunk(b"eXIf", b"MM\0*\0\0\0\x08\0\1" + struct.pack(">HHIHHI", 0x0112, 3, 1, 8, 0, 0)) +
    chunk(b"IDAT", zlib.compress(b"".join(b"\0" + row for row in rows))) + chunk(b"IEND", b""))
fields = {256: (4, 1, 32), 257: (4, 1, 24), 258: (3, 3, 0), 259: (3, 1, 1), 262: (3, 1, 2), 273: (4, 1, 0), 274: (3, 1, 5),
          277: (3, 1, 3), 278: (4, 1, 24), 279: (4, 1, 2 * len(words))}
after = 8 + 2 + 12 * len(fields) + 4
fields[258] = (3, 3, after)
fields[273] = (4, 1, after + 6)
(out / "colours16.tif").write_bytes(
    b"II*\0" + struct.pack("<IH", 8, len(fields)) +
    b"".join(struct.pack("<HHII", tag, *field) for tag, field in fields.items()) + struct.pack("<I3H", 0, 16, 16, 16) +
    struct.pack(f"<{len(words)}H", *words))
