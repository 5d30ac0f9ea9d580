package org.peerboot.wire;

/**
 * The paths of the tracker's HTTP API. Images are named by a query parameter, since a user's own image has a slash in
 * its name. Every answer of 400 and above carries an {@link ErrorReply}: 400 and 409 the input is refused, 401 who the
 * caller is was not proven, 403 he may not, 404 no such image or node, 413 too large, 503 not now.
 */
public final class Api {
    /**
     * GET: a list of {@link ImageInfo}. POST, the signed manifest as the body: {@link PublishReply}; the same manifest
     * again continues where it stopped. DELETE with {@link #IMAGE}: the {@link ImageInfo} of what was removed.
     */
    public static final String IMAGES = "/v1/images";

    /**
     * PUT with {@link #IMAGE} (a digest) and {@link #OFFSET}, the image's bytes from there: {@link PublishReply}. The
     * body is a whole number of pieces, {@link #MAX_BYTES} bytes at most; the image's last piece may be shorter.
     */
    public static final String BYTES = "/v1/images/bytes";

    /** The longest body of {@link #BYTES}: twice the largest piece, short enough to be hashed for its credential. */
    public static final int MAX_BYTES = 8 << 20;

    /** GET with {@link #IMAGE}: the signed manifest, as it was published. */
    public static final String MANIFEST = "/v1/manifest";

    /** POST {@link AssignmentRequest}: {@link AssignmentReply}. */
    public static final String ASSIGN = "/v1/assign";

    /** As {@link #ASSIGN}: the nodes shall hold the image no longer. */
    public static final String UNASSIGN = "/v1/unassign";

    /** As {@link #ASSIGN}: nodes that are not complete yet stop and lose the assignment; complete ones keep it. */
    public static final String CANCEL = "/v1/cancel";

    /** As {@link #ASSIGN}: fetching rests; what is held stays and is served. */
    public static final String PAUSE = "/v1/pause";

    /** As {@link #ASSIGN}: fetching goes on. */
    public static final String RESUME = "/v1/resume";

    /**
     * POST {@link RebootRequest}: {@link RebootPlan}; assigns the image, then reboots each node into it as it becomes
     * ready. The same nodes and image again answer with the plan that runs.
     */
    public static final String REBOOT = "/v1/reboot";

    /** GET, optionally with {@link #PLAN}: a list of {@link RebootPlan}, newest first. */
    public static final String REBOOTS = "/v1/reboots";

    /** POST with {@link #PLAN}: the {@link RebootPlan}, which issues no more reboots. */
    public static final String REBOOT_STOP = "/v1/reboots/stop";

    /** Query parameter: the number of a reboot plan. */
    public static final String PLAN = "plan";

    /** GET, optionally with {@link #IMAGE}: {@link ClusterStatus}. */
    public static final String STATUS = "/v1/status";

    /** GET with {@link #SOURCE}, {@link #DESTINATION} and optionally {@link #IMAGE}: {@link Explanation}. */
    public static final String EXPLAIN = "/v1/explain";

    /** GET, optionally with {@link #NODES} or {@link #SWITCH}: {@link AttributeTable}. */
    public static final String ATTRIBUTES = "/v1/attributes";

    /** Query parameter: a switch's name. */
    public static final String SWITCH = "switch";

    /** Query parameter: an image's name or digest. */
    public static final String IMAGE = "image";

    /** Query parameter: bytes before this one are held by the origin already. */
    public static final String OFFSET = "offset";

    public static final String SOURCE = "source";
    public static final String DESTINATION = "destination";

    /** Query parameter: {@code true} removes an image although it is assigned. */
    public static final String FORCE = "force";

    /** Query parameter: a host list; {@link #STATUS} tells of these nodes alone. */
    public static final String NODES = "nodes";

    /** GET: {@link PolicyText}. */
    public static final String POLICY = "/v1/policy";

    /** GET, without a credential: {@link Health}. */
    public static final String HEALTH = "/v1/health";

    private Api() {}
}
