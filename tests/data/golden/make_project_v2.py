"""A project file of the second version, written with Python's sqlite3 from that version's schema as it was released.

python3 make_project_v2.py MIGRATIONS_CPP OUTPUT: takes the SQL of the first two steps out of the C++ text, so that the file
is what a program of that version made, and fills it.
"""
import pathlib
import re
import sqlite3
import sys

steps = re.findall(r'R"sql\((.*?)\)sql"', pathlib.Path(sys.argv[1]).read_text(), re.S)[:2]
out = pathlib.Path(sys.argv[2])
out.unlink(missing_ok=True)
db = sqlite3.connect(out)
for step in steps:
    db.executescript(step)
db.executescript("""
PRAGMA application_id = 0x414E4348;
PRAGMA user_version = 2;
INSERT INTO classes(id, name, colour, position) VALUES (1, 'cat', '#112233', 0), (2, '猫', '#445566', 1);
INSERT INTO images(id, path, width, height, split, state, hash, review) VALUES
  (1, 'a.png', 64, 48, 'train', 1, 'x', 1), (2, 'b.png', 64, 48, 'val', 2, 'y', 0);
INSERT INTO boxes(id, image, class, x1, y1, x2, y2, difficult, truncated, occluded, crowd, pose, origin, score, attributes)
  VALUES (1, 1, 2, 1.5, 2, 30.25, 40, 1, 0, 0, 0, '', 2, 0.5, '{"colour":"red"}');
INSERT INTO steps(id, actor, words, image) VALUES (1, 'person', 'Change the class', 1);
INSERT INTO changes(step, kind, row, before, after) VALUES (1, 3, 1, '{"class":1}', '{"class":2}');
""")
db.commit()
db.execute("VACUUM")
db.close()
