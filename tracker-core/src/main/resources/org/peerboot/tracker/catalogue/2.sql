-- Of the images with a kernel that are assigned to a node, it boots the one assigned last.
ALTER TABLE image ADD COLUMN boots INTEGER NOT NULL DEFAULT 0;
UPDATE image SET boots = json_type(CAST(manifest AS TEXT), '$.boot') IS NOT NULL
  WHERE json_valid(CAST(manifest AS TEXT));

-- Assignments made before this was counted have turn 0: among these the image published last.
ALTER TABLE assignment ADD COLUMN turn INTEGER NOT NULL DEFAULT 0;

-- Reboot plans as JSON: what was asked, and how far each node has come.
CREATE TABLE reboot (
  plan INTEGER PRIMARY KEY,
  text TEXT NOT NULL
) STRICT;
