package org.peerboot.gauges;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.peerboot.image.RefusedException;
import org.snmp4j.CommunityTarget;
import org.snmp4j.MessageDispatcherImpl;
import org.snmp4j.PDU;
import org.snmp4j.ScopedPDU;
import org.snmp4j.Snmp;
import org.snmp4j.Target;
import org.snmp4j.UserTarget;
import org.snmp4j.event.ResponseEvent;
import org.snmp4j.mp.CounterSupport;
import org.snmp4j.mp.MPv2c;
import org.snmp4j.mp.MPv3;
import org.snmp4j.mp.SnmpConstants;
import org.snmp4j.security.AuthHMAC192SHA256;
import org.snmp4j.security.AuthHMAC384SHA512;
import org.snmp4j.security.AuthSHA;
import org.snmp4j.security.PrivAES128;
import org.snmp4j.security.PrivAES256;
import org.snmp4j.security.SecurityLevel;
import org.snmp4j.security.SecurityModel;
import org.snmp4j.security.SecurityModels;
import org.snmp4j.security.SecurityProtocols;
import org.snmp4j.security.USM;
import org.snmp4j.security.UsmUser;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.UdpAddress;
import org.snmp4j.smi.VariableBinding;
import org.snmp4j.transport.DefaultUdpTransportMapping;

/** Questions to SNMP agents, on one socket. Safe for many threads. */
final class SnmpSession implements AutoCloseable {
    private static final int MOST_ROWS = 25;

    private final Snmp snmp;
    private final SnmpCredentials credentials;
    private final Duration timeout;

    /** @param timeout of each of two tries */
    SnmpSession(SnmpCredentials credentials, Duration timeout) {
        this.credentials = credentials;
        this.timeout = timeout;
        MessageDispatcherImpl dispatcher = new MessageDispatcherImpl();
        dispatcher.addMessageProcessingModel(new MPv2c());
        if (credentials.user() != null) {
            dispatcher.addMessageProcessingModel(version3(credentials, credentials.user()));
        }
        try {
            snmp = new Snmp(dispatcher, new DefaultUdpTransportMapping());
            snmp.listen();
        } catch (IOException e) {
            throw new RefusedException("SNMP", "has no socket (" + e + ")", "free some file descriptors", e);
        }
    }

    private static MPv3 version3(SnmpCredentials credentials, String user) {
        SecurityProtocols protocols = new SecurityProtocols(SecurityProtocols.SecurityProtocolSet.defaultSecurity);
        protocols.addPrivacyProtocol(new PrivAES256());
        byte[] engine = MPv3.createLocalEngineID();
        USM users = new USM(protocols, new OctetString(engine), 0);
        String secret = credentials.privacyPassphrase();
        users.addUser(new UsmUser(
                new OctetString(user),
                authentication(credentials),
                new OctetString(Objects.requireNonNull(credentials.authenticationPassphrase())),
                secret == null ? null : privacy(credentials),
                secret == null ? null : new OctetString(secret)));
        return new MPv3(
                engine,
                null,
                protocols,
                SecurityModels.getCollection(new SecurityModel[] {users}),
                CounterSupport.getInstance());
    }

    private static OID authentication(SnmpCredentials credentials) {
        return switch (credentials.authentication()) {
            case SHA -> AuthSHA.ID;
            case SHA256 -> AuthHMAC192SHA256.ID;
            case SHA512 -> AuthHMAC384SHA512.ID;
        };
    }

    private static OID privacy(SnmpCredentials credentials) {
        return switch (credentials.privacy()) {
            case AES128 -> PrivAES128.ID;
            case AES256 -> PrivAES256.ID;
        };
    }

    /**
     * @return what the agent says of each, in the same order
     * @throws IOException saying what it answered instead, or that it did not
     */
    List<VariableBinding> get(InetAddress host, int port, List<OID> names) throws IOException {
        PDU question = question(PDU.GET);
        names.forEach(name -> question.add(new VariableBinding(name)));
        List<VariableBinding> answer = ask(host, port, question);
        if (answer.size() != names.size()) {
            throw new IOException("answers " + answer.size() + " of " + names.size() + " values");
        }
        return answer;
    }

    /** Rows of a table's column after {@code name}, and whatever comes after that column. */
    List<VariableBinding> rowsAfter(InetAddress host, int port, OID name) throws IOException {
        PDU question = question(PDU.GETBULK);
        question.setMaxRepetitions(MOST_ROWS);
        question.setNonRepeaters(0);
        question.add(new VariableBinding(name));
        return ask(host, port, question);
    }

    private PDU question(int type) {
        PDU pdu = credentials.user() == null ? new PDU() : new ScopedPDU();
        pdu.setType(type);
        return pdu;
    }

    private List<VariableBinding> ask(InetAddress host, int port, PDU question) throws IOException {
        ResponseEvent<UdpAddress> event = snmp.send(question, target(new UdpAddress(host, port)));
        PDU answer = event == null ? null : event.getResponse();
        if (answer == null) {
            Exception error = event == null ? null : event.getError();
            throw new IOException(
                    error == null ? "does not answer within " + 2 * timeout.toMillis() + " ms" : error.toString(),
                    error);
        }
        if (answer.getType() == PDU.REPORT) {
            throw new IOException("refuses the credentials (" + text(answer) + ")");
        }
        if (answer.getErrorStatus() != PDU.noError) {
            throw new IOException("answers with the error \"" + answer.getErrorStatusText() + "\"");
        }
        return List.copyOf(answer.getVariableBindings());
    }

    private static @Nullable String text(PDU report) {
        return report.size() == 0 ? "no reason" : report.get(0).getOid().toDottedString();
    }

    private Target<UdpAddress> target(UdpAddress address) {
        Target<UdpAddress> target;
        if (credentials.community() != null) {
            target = new CommunityTarget<>(address, new OctetString(credentials.community()));
            target.setVersion(SnmpConstants.version2c);
        } else {
            UserTarget<UdpAddress> user = new UserTarget<>();
            user.setAddress(address);
            user.setSecurityName(new OctetString(String.valueOf(credentials.user())));
            user.setSecurityLevel(
                    credentials.privacyPassphrase() == null ? SecurityLevel.AUTH_NOPRIV : SecurityLevel.AUTH_PRIV);
            user.setVersion(SnmpConstants.version3);
            target = user;
        }
        target.setTimeout(timeout.toMillis());
        target.setRetries(1);
        return target;
    }

    @Override
    public void close() throws IOException {
        snmp.close();
    }
}
