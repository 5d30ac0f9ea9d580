-- Published images; what is assigned to whom; and odds and ends by key.
CREATE TABLE image (
  digest    TEXT PRIMARY KEY,
  name      TEXT NOT NULL,
  access    TEXT NOT NULL,
  bytes     INTEGER NOT NULL,
  files     INTEGER NOT NULL,
  manifest  BLOB NOT NULL,
  key_id    TEXT NOT NULL,
  signature BLOB NOT NULL,
  publisher TEXT NOT NULL,
  published INTEGER NOT NULL
) STRICT;

-- A name is a tag: it moves to the image published under it last.
CREATE TABLE name (
  name   TEXT PRIMARY KEY,
  digest TEXT NOT NULL REFERENCES image (digest)
) STRICT;

CREATE TABLE assignment (
  digest TEXT NOT NULL REFERENCES image (digest),
  node   TEXT NOT NULL,
  paused INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (digest, node)
) STRICT, WITHOUT ROWID;

CREATE TABLE number (
  key   TEXT PRIMARY KEY,
  value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
