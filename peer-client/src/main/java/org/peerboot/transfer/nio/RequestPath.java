package org.peerboot.transfer.nio;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The path of a request target, to and from its percent-encoded form (RFC 3986, section 3.3). */
final class RequestPath {
    private static final String PATH_MARKS = "-._~!$&'()*+,;=:@/";

    private RequestPath() {}

    /** The decoded path of an origin-form or absolute-form target; its query is checked and dropped. */
    static String ofTarget(String target) throws MalformedException {
        String rest = target;
        if (!target.startsWith("/")) {
            if (!target.toLowerCase(Locale.ROOT).startsWith("http://")) {
                throw new MalformedException("a target that is neither a path nor an http URL");
            }
            int slash = target.indexOf('/', 7);
            int question = target.indexOf('?', 7);
            int end = slash < 0 || (question >= 0 && question < slash) ? question : slash;
            String authority = end < 0 ? target.substring(7) : target.substring(7, end);
            if (!HostHeader.isValid(authority)) {
                throw new MalformedException("a URL without a proper host");
            }
            rest = end < 0 ? "/" : target.substring(end);
            rest = rest.startsWith("/") ? rest : "/" + rest;
        }
        int question = rest.indexOf('?');
        if (question >= 0) {
            checkQuery(rest, question + 1);
            rest = rest.substring(0, question);
        }
        return decode(rest);
    }

    private static String decode(String path) throws MalformedException {
        ByteBuffer bytes = ByteBuffer.allocate(path.length());
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c != '%') {
                requirePathChar(c);
                bytes.put((byte) c);
                continue;
            }
            int value = i + 2 < path.length() ? hex(path.charAt(i + 1)) * 16 + hex(path.charAt(i + 2)) : -1;
            // An encoded slash would be a slash to us and part of a name to whoever checked the path before us.
            if (value < 0x20 || value == 0x7f || value == '/' || value == '\\') {
                throw new MalformedException("a path with a bad percent-encoding");
            }
            bytes.put((byte) value);
            i += 2;
        }
        String decoded;
        try {
            decoded = StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
        } catch (CharacterCodingException e) {
            throw new MalformedException("a path that is not UTF-8");
        }
        for (String segment : decoded.split("/", -1)) {
            if (segment.equals(".") || segment.equals("..")) {
                throw new MalformedException("a path with dot segments");
            }
        }
        return decoded;
    }

    /** The percent-encoded form of {@code path}. */
    static String encode(String path) {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("path " + path + " does not begin with a slash");
        }
        StringBuilder text = new StringBuilder(path.length() + 16);
        for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
            if (isPathChar((char) (b & 0xff))) {
                text.append((char) b);
            } else {
                text.append('%')
                        .append(Character.toUpperCase(Character.forDigit((b >> 4) & 15, 16)))
                        .append(Character.toUpperCase(Character.forDigit(b & 15, 16)));
            }
        }
        return text.toString();
    }

    private static void checkQuery(String text, int from) throws MalformedException {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '?' && c != '%') {
                requirePathChar(c);
            }
        }
    }

    private static void requirePathChar(char c) throws MalformedException {
        if (!isPathChar(c)) {
            throw new MalformedException(String.format("character 0x%02x unencoded in the target", (int) c));
        }
    }

    private static boolean isPathChar(char c) {
        return HttpText.isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || PATH_MARKS.indexOf(c) >= 0;
    }

    /** -4096 for what is no hex digit: any sum with it stays below zero. */
    private static int hex(char c) {
        int digit = c < 0x80 ? Character.digit(c, 16) : -1;
        return digit < 0 ? -4096 : digit;
    }
}
