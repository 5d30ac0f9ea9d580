package org.peerboot.image;

/**
 * How a byte string of {@code size} bytes is cut into pieces of {@code pieceSize} bytes, the last one shorter. An empty
 * byte string has no piece.
 */
public record PieceLayout(long size, int pieceSize) {
    public static final int MIN_PIECE = 256 << 10;
    public static final int MAX_PIECE = 4 << 20;
    private static final int USUAL_MOST = 1 << 20;
    private static final int MANY = 32 << 10;

    public PieceLayout {
        if (size < 0 || pieceSize < MIN_PIECE || pieceSize > MAX_PIECE || Integer.bitCount(pieceSize) != 1) {
            throw new RefusedException(
                    "piece size " + pieceSize + " of an image of " + size + " bytes",
                    "is not a power of two from 256 KiB to 4 MiB",
                    "publish the image again with 'peerboot publish'");
        }
        if (size / pieceSize >= Integer.MAX_VALUE) {
            throw new RefusedException("image of " + size + " bytes", "has too many pieces", "split the image");
        }
    }

    /**
     * The layout for an image: one to two thousand pieces, so that a small image spreads as finely as a large one. A piece is
     * passed on once it is whole, so larger ones than {@link #USUAL_MOST} keep a large cluster waiting, and few of them fit
     * in a peer's memory at a time; only where an image would have more than {@link #MANY} of them do they grow.
     */
    public static PieceLayout of(long size) {
        int piece = MIN_PIECE;
        while (piece < MAX_PIECE && size / piece > (piece < USUAL_MOST ? 2048 : MANY)) {
            piece <<= 1;
        }
        return new PieceLayout(size, piece);
    }

    public int count() {
        return (int) ((size + pieceSize - 1) / pieceSize);
    }

    public long offset(int piece) {
        return (long) piece * pieceSize;
    }

    /** Bytes in {@code piece}. */
    public int length(int piece) {
        return (int) Math.min(pieceSize, size - offset(piece));
    }

    /** The piece that the byte at {@code position} belongs to. */
    public int pieceAt(long position) {
        return (int) (position / pieceSize);
    }
}
