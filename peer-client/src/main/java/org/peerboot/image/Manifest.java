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
 * What an image consists of. Its files, one after the other in the order of their paths, are one byte string, which is
 * cut into pieces. The SHA-256 of the manifest's canonical JSON is the image's digest. There is no manifest that breaks
 * the rules: whoever holds one may make files of it.
 */
public final class Manifest {
    /** 16 MiB: a hundred thousand files. Larger trees travel as one file, such as a squashfs. */
    public static final int MAX_BYTES = 16 << 20;

    private final ManifestFields fields;
    private final byte[] canonical;
    private final Digest digest;
    private final PieceLayout layout;
    private final byte[] hashes;
    private final Map<String, Integer> index = new HashMap<>();
    private final long[] offsets;

    private Manifest(ManifestFields fields, byte[] canonical) {
        this.fields = fields;
        this.canonical = canonical;
        this.digest = Digest.of(canonical);
        this.layout = new PieceLayout(fields.size(), fields.pieceSize());
        this.hashes = Base64.getDecoder().decode(fields.pieces());
        this.offsets = new long[fields.entries().size()];
        long offset = 0;
        for (int i = 0; i < offsets.length; i++) {
            Entry entry = fields.entries().get(i);
            index.put(entry.path(), i);
            offsets[i] = offset;
            offset += entry.size();
        }
    }

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
        return new Manifest(fields, canonical.clone());
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

    public byte[] canonical() {
        return canonical.clone();
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

    /** The index in {@link #entries()} of {@code path}; negative if there is none. */
    public int indexOf(String path) {
        return index.getOrDefault(path, -1);
    }

    /**
     * The index in {@link #entries()} of the file that holds the byte at {@code position}, which is less than
     * {@link #size()}.
     */
    public int fileAt(long position) {
        if (position < 0 || position >= size()) {
            throw new IndexOutOfBoundsException("position " + position + " of " + size());
        }
        int at = Arrays.binarySearch(offsets, position);
        int file = at >= 0 ? at : -at - 2;
        // Empty files and directories share their offset with the file that comes after them.
        while (offsets[file] + entries().get(file).size() <= position) {
            file++;
        }
        return file;
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
