"""Small pictures of unusual kinds, by Pillow: what tests/datasets/tst_datasets.cpp expects of them is said there.

python3 make_odd_images.py OUTPUT_FOLDER
"""
import pathlib
import sys

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
