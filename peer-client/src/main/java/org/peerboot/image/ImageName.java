package org.peerboot.image;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An image's name: {@code name:tag}, or {@code ~user/name:tag} for a user's own. The name holds a letter and neither
 * part is a truth, since PBS takes {@code 007}, {@code 1e5} and {@code true} for something other than text.
 *
 * @param owner whose own image it is; absent for the cluster's
 */
public record ImageName(@Nullable String owner, String name, String tag) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");
    private static final Pattern TAG = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");
    private static final Pattern USER = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,31}");
    private static final Pattern WHOLE = Pattern.compile("(?:~([^/]*)/)?([^/:]*):([^/:]*)");
    private static final String REMEDY = "write name:tag or ~user/name:tag, such as rocky9:6.8";

    public ImageName {
        if (owner != null && !isUser(owner)) {
            throw refuse(owner, "is no user's name");
        }
        if (!NAME.matcher(name).matches()) {
            throw refuse(
                    name, "is not 1 to 63 of a-z, 0-9, dot, underscore and hyphen, with a letter or digit in front");
        }
        if (name.chars().noneMatch(c -> c >= 'a' && c <= 'z')) {
            throw refuse(name, "has no letter");
        }
        if (!TAG.matcher(tag).matches()) {
            throw refuse(
                    tag,
                    "is not 1 to 63 of A-Z, a-z, 0-9, dot, underscore and hyphen, with a letter or digit in front");
        }
        if (isTruth(name) || isTruth(tag)) {
            throw refuse(name + ":" + tag, "has a part that reads as a truth");
        }
    }

    /** @throws RefusedException unless {@code text} is within the grammar */
    @JsonCreator
    public static ImageName parse(String text) {
        Matcher matcher = WHOLE.matcher(text);
        if (text.length() > 200 || !matcher.matches()) {
            throw refuse(text.length() > 200 ? text.substring(0, 200) + "..." : text, "is not a name and a tag");
        }
        return new ImageName(matcher.group(1), matcher.group(2), matcher.group(3));
    }

    /** Whether {@code user} may stand behind the tilde. */
    static boolean isUser(String user) {
        return USER.matcher(user).matches();
    }

    private static boolean isTruth(String part) {
        return part.equalsIgnoreCase("true") || part.equalsIgnoreCase("false");
    }

    private static RefusedException refuse(String part, String why) {
        return new RefusedException("image name \"" + part + "\"", why, REMEDY);
    }

    @JsonValue
    @Override
    public String toString() {
        return (owner == null ? "" : "~" + owner + "/") + name + ":" + tag;
    }
}
