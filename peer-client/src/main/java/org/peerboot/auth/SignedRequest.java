package org.peerboot.auth;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.peerboot.image.Digest;

/**
 * What a credential vouches for: one request, so that a stolen credential is good for nothing else.
 *
 * @param target path and query as sent, such as {@code /v1/status?image=a:b}
 * @param bodyHash SHA-256 of the body in hex
 */
public record SignedRequest(String method, String target, String bodyHash) {

    public static SignedRequest of(String method, String target, byte[] body) {
        return new SignedRequest(method, target, Digest.of(body).hex());
    }

    public static SignedRequest of(String method, URI uri, byte[] body) {
        return of(method, target(uri), body);
    }

    /** Path and query of {@code uri} as an HTTP client sends them. */
    public static String target(URI uri) {
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
    }

    String text() {
        return method + "\n" + target + "\n" + bodyHash;
    }

    /** SHA-256 in hex over method, target and body hash, each on its line: the payload of a MUNGE credential. */
    public String hash() {
        return Digest.of(text().getBytes(StandardCharsets.UTF_8)).hex();
    }
}
