package org.peerboot.auth;

import java.net.URI;
import java.net.http.HttpClient;
import java.security.KeyManagementException;
import java.security.SecureRandom;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;

/** The JDK's HTTP client, which otherwise reads every certificate authority of the machine before it speaks plain HTTP. */
public final class Http {
    private Http() {}

    /** @param server its scheme decides: {@code https} has the machine's authorities */
    public static HttpClient.Builder towards(URI server) {
        HttpClient.Builder builder = HttpClient.newBuilder();
        return "https".equalsIgnoreCase(server.getScheme()) ? builder : builder.sslContext(new None());
    }

    private static final class None extends SSLContext {
        None() {
            super(new NoneSpi(), null, "none");
        }
    }

    /** Whoever comes here by a redirection to {@code https} is refused. */
    private static final class NoneSpi extends SSLContextSpi {
        private static final String[] NOTHING = {};

        @Override
        protected SSLParameters engineGetDefaultSSLParameters() {
            return new SSLParameters(NOTHING, NOTHING);
        }

        @Override
        protected SSLParameters engineGetSupportedSSLParameters() {
            return engineGetDefaultSSLParameters();
        }

        @Override
        protected void engineInit(KeyManager[] keys, TrustManager[] trusted, SecureRandom random)
                throws KeyManagementException {
            throw new KeyManagementException("made for plain HTTP");
        }

        @Override
        protected SSLSocketFactory engineGetSocketFactory() {
            throw new IllegalStateException("made for plain HTTP");
        }

        @Override
        protected SSLServerSocketFactory engineGetServerSocketFactory() {
            throw new IllegalStateException("made for plain HTTP");
        }

        @Override
        protected SSLEngine engineCreateSSLEngine() {
            throw new IllegalStateException("made for plain HTTP");
        }

        @Override
        protected SSLEngine engineCreateSSLEngine(String host, int port) {
            throw new IllegalStateException("made for plain HTTP");
        }

        @Override
        protected SSLSessionContext engineGetServerSessionContext() {
            throw new IllegalStateException("made for plain HTTP");
        }

        @Override
        protected SSLSessionContext engineGetClientSessionContext() {
            throw new IllegalStateException("made for plain HTTP");
        }
    }
}
