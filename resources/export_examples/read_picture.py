"""Reads pictures as the detector was trained on them: upright, 8 bits, red first. Used by the other examples.

Needs numpy and Pillow; pictures that Pillow cannot read at their whole depth (colours of 16 bits, doubles) also
need OpenCV (cv2). What is done with deeper pictures is said in model.json under "pictures".
"""
import io
from pathlib import Path

import numpy as np
from PIL import Image, UnidentifiedImageError

BLACK, WHITE = 0.001, 0.999  # the shares of all values that become black and white


def eight_bits(values):
    """Values of any depth, from the darkest to the brightest thousandth of the picture: one range for all channels."""
    values = values.astype(np.float32)
    ordered = np.sort(values[np.isfinite(values)])
    if ordered.size == 0:
        return np.zeros(values.shape, np.uint8)
    black, white = (ordered[int(share * (ordered.size - 1))] for share in (BLACK, WHITE))
    white = max(white, black + np.float32(1e-6))
    width = float(white) - float(black)
    with np.errstate(invalid="ignore"):
        level = (values.astype(np.float64) - float(black)) * (255 / width if width > 0 else 0)
        level = np.where(level > 0, np.minimum(level, 255), 0)  # what is no number is black
    return np.rint(level).astype(np.uint8)


def is_deep(data, picture):
    if picture.format == "PNG":
        return data[24] > 8
    if picture.format == "TIFF":
        return max(picture.tag_v2.get(258, (1,))) > 8
    if picture.format == "PPM":
        lines = [line.partition(b"#")[0] for line in data[:1000].split(b"\n")]
        words = b" ".join(lines).split()
        return words[0] in (b"P2", b"P3", b"P5", b"P6") and int(words[3]) > 255
    return False


def turned(values, orientation):
    """As Exif's orientation says."""
    if orientation >= 5:
        values = values.swapaxes(0, 1)
    if orientation in (3, 4, 7, 8):
        values = values[::-1]
    if orientation in (2, 3, 6, 7):
        values = values[:, ::-1]
    return values


def tiff_as_stored(data):
    """The bytes of a TIFF that says that it lies as it is stored, and how it said that it is to be turned."""
    order = "little" if data[:1] == b"I" else "big"
    number = lambda at, size: int.from_bytes(data[at:at + size], order)
    offset, count, entry, value = (8, 8, 20, 12) if number(2, 2) == 43 else (4, 2, 12, 8)
    first = number(offset, offset)
    for at in range(first + count, first + count + entry * number(first, count), entry):
        if number(at, 2) == 274:
            size, at = 4 if number(at + 2, 2) == 4 else 2, at + value
            orientation = number(at, size)
            stored = data[:at] + (1).to_bytes(size, order) + data[at + size:]
            return stored, orientation if orientation in range(1, 9) else 1
    return data, 1


def exif_orientation(picture):
    for said_elsewhere in ("xmp", "XML:com.adobe.xmp", "Raw profile type exif"):  # Exif alone counts
        picture.info.pop(said_elsewhere, None)
    orientation = picture.getexif().get(0x0112, 1)
    return orientation if orientation in range(1, 9) else 1


def by_opencv(path, data):
    """[H,W,3] of values at their whole depth, as they are stored."""
    try:
        import cv2
    except ImportError:
        raise SystemExit(f"{path}: deeper than 8 bits; install OpenCV to read it: pip install opencv-python-headless")
    values = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_UNCHANGED)
    if values is None:
        raise SystemExit(f"{path}: cannot be read as a picture")
    if values.ndim == 2 or values.shape[2] < 3:
        values = np.repeat(values.reshape(*values.shape[:2], -1)[:, :, :1], 3, 2)
    return values[:, :, 2::-1]


def read(path):
    """[H,W,3], 0 to 255, as a detector was trained on it."""
    data = Path(path).read_bytes()
    orientation = 0  # not known yet
    if data[:2] in (b"II", b"MM"):  # Pillow and OpenCV turn some TIFF files by themselves: none here
        data, orientation = tiff_as_stored(data)
    try:
        picture = Image.open(io.BytesIO(data))
    except UnidentifiedImageError:
        if not orientation:
            raise
        return np.ascontiguousarray(turned(eight_bits(by_opencv(path, data)), orientation))
    picture.load()
    orientation = orientation or exif_orientation(picture)
    if not is_deep(data, picture):
        pixels = np.array(picture.convert("RGB"))
    elif picture.format != "PPM" and (picture.mode.startswith("I") or picture.mode == "F"):
        pixels = eight_bits(np.repeat(np.array(picture)[:, :, None], 3, 2))
    else:
        pixels = eight_bits(by_opencv(path, data))
    return np.ascontiguousarray(turned(pixels, orientation))
