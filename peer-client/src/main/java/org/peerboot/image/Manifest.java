package org.peerboot.image;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an image consists of. The data of its files, one after the other in the order of their paths, is one byte string,
 * which is cut into pieces; holes and links take no place in it. The SHA-256 of the manifest's canonical JSON is the image's digest. There is no manifest that breaks
 * the rules: whoever holds one may make files of it.
 */
public final class Manifest {
    /**
     * 16 MiB: an entry takes about 145 bytes and its path, so 75,000 files with paths of 70. A peer's heap of 96 MiB
     * holds it, as it came and as it is understood. Larger trees travel as one file, such as a squashfs.
     */
    public static final int MAX_BYTES = 16 << 20;

    private final ManifestFields fields;
    private final Digest digest;
    private final PieceLayout layout;
    private final byte[] hashes;

    /** Where in the byte string each entry begins, and at the end its size. */
    private final long[] offsets;

    /** Of sparse files, by their index. */
    private final Map<Integer, DataMap> maps = new HashMap<>();

    private Manifest(ManifestFields fields, byte[] canonical) {
        this.fields = fields;
        this.digest = Digest.of(canonical);
        this.layout = new PieceLayout(fields.size(), fields.pieceSize());
        this.hashes = Base64.getDecoder().decode(fields.pieces());
        this.offsets = new long[fields.entries().size() + 1];
        for (int i = 0; i < fields.entries().size(); i++) {
            Entry entry = fields.entries().get(i);
            offsets[i + 1] = offsets[i] + entry.stored();
            if (entry.data() != null) {
                maps.put(i, new DataMap(entry.extents()));
            }
        }
    }

    /** Bytes of the byte string that stand in file {@code index} one after another, {@code length} from {@code inFile} on. */
    public record Stretch(int index, long inFile, long length) {}

    /**
     * @param canonical canonical JSON, as {@link #canonical()} gives it
     * @throws RefusedException with the entry's name, if it is not canonical or breaks a rule
     */
    public static Manifest parse(byte[] canonical) {
        if (canonical.length > MAX_BYTES) {
            throw tooLong(canonical.length);
        }
        ManifestFields fields = CanonicalJson.read(
                canonical, ManifestFields.class, "manifest", "publish the image again with 'peerboot publish'");
        ManifestRules.check(fields);
        return new Manifest(fields, canonical);
    }

    static Manifest of(ManifestFields fields) {
        ManifestRules.check(fields);
        byte[] canonical = CanonicalJson.write(fields);
        if (canonical.length > MAX_BYTES) {
            throw tooLong(canonical.length);
        }
        return new Manifest(fields, canonical);
    }

    private static RefusedException tooLong(int length) {
        return new RefusedException(
                "manifest of " + length + " bytes",
                "is longer than " + MAX_BYTES,
                "pack the tree into one file, such as a squashfs, and publish that");
    }

    /** The image's digest: the SHA-256 of {@link #canonical()}. */
    public Digest digest() {
        return digest;
    }

    /** Written anew: kept, it would double what a manifest takes. */
    public byte[] canonical() {
        return CanonicalJson.write(fields);
    }

    public ImageName name() {
        return fields.name();
    }

    public Access access() {
        return fields.access();
    }

    public Publisher publisher() {
        return fields.publisher();
    }

    /** Whether it is a user's own image, to which only what is his to give belongs. */
    public boolean isUsers() {
        return ManifestRules.isUsers(fields.name(), fields.access());
    }

    /** Sorted by path. */
    public List<Entry> entries() {
        return fields.entries();
    }

    public @Nullable BootParameters boot() {
        return fields.boot();
    }

    /** Bytes in the byte string. */
    public long size() {
        return fields.size();
    }

    public PieceLayout layout() {
        return layout;
    }

    /** The digest of the whole byte string. */
    public Digest content() {
        return fields.content();
    }

    /** The SHA-256 of {@code piece}, 32 bytes. */
    byte[] pieceHash(int piece) {
        int from = piece * ManifestRules.HASH_BYTES;
        return Arrays.copyOfRange(hashes, from, from + ManifestRules.HASH_BYTES);
    }

    /** Whether {@code bytes}, which are consumed, are {@code piece}. */
    public boolean isPiece(int piece, ByteBuffer bytes) {
        if (bytes.remaining() != layout.length(piece)) {
            return false;
        }
        MessageDigest sha256 = Digest.sha256();
        sha256.update(bytes);
        return MessageDigest.isEqual(sha256.digest(), pieceHash(piece));
    }

    /** Where in the byte string the entry at {@code index} of {@link #entries()} begins. */
    public long offset(int index) {
        return offsets[index];
    }

    /**
     * Where in the byte string the data of file {@code index} goes on that stands at {@code inFile} or, where a hole is,
     * after it.
     */
    public long offset(int index, long inFile) {
        DataMap map = maps.get(index);
        return offsets[index] + (map == null ? inFile : map.before(inFile));
    }

    /** The index in {@link #entries()} of {@code path}; negative if there is none. */
    public int indexOf(String path) {
        int low = 0;
        int high = entries().size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = Paths.ORDER.compare(entries().get(middle).path(), path);
            if (order == 0) {
                return middle;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1;
    }

    /** The index in {@link #entries()} of the file of that name, which may be a hard link's; negative if it is none. */
    public int indexOfFile(String path) {
        int index = indexOf(path);
        Entry entry = index < 0 ? null : entries().get(index);
        if (entry != null && entry.kind() == Entry.Kind.LINK && entry.target() != null) {
            return indexOf(entry.target());
        }
        return entry != null && entry.isFile() ? index : -1;
    }

    /** The bytes at {@code position}, which is less than {@link #size()}, and after it in the same file. */
    public Stretch stretch(long position) {
        if (position < 0 || position >= size()) {
            throw new IndexOutOfBoundsException("position " + position + " of " + size());
        }
        int at = Arrays.binarySearch(offsets, position);
        int index = at >= 0 ? at : -at - 2;
        // What takes no place in the byte string shares its offset with the file that comes after it.
        while (offsets[index + 1] <= position) {
            index++;
        }
        DataMap map = maps.get(index);
        long stored = position - offsets[index];
        if (map == null) {
            return new Stretch(index, stored, offsets[index + 1] - position);
        }
        Entry.Extent run = map.from(stored);
        return new Stretch(index, run.offset(), run.length());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Manifest manifest && digest.equals(manifest.digest);
    }

    @Override
    public int hashCode() {
        return digest.hashCode();
    }

    @Override
    public String toString() {
        return name() + "@" + digest;
    }
}
