package org.peerboot.gauges;

import java.io.IOException;
import java.net.InetAddress;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.snmp4j.CommandResponder;
import org.snmp4j.CommandResponderEvent;
import org.snmp4j.MessageDispatcherImpl;
import org.snmp4j.MessageException;
import org.snmp4j.PDU;
import org.snmp4j.Snmp;
import org.snmp4j.mp.CounterSupport;
import org.snmp4j.mp.MPv2c;
import org.snmp4j.mp.MPv3;
import org.snmp4j.mp.StatusInformation;
import org.snmp4j.security.AuthHMAC192SHA256;
import org.snmp4j.security.PrivAES128;
import org.snmp4j.security.SecurityModel;
import org.snmp4j.security.SecurityModels;
import org.snmp4j.security.SecurityProtocols;
import org.snmp4j.security.USM;
import org.snmp4j.security.UsmUser;
import org.snmp4j.smi.Address;
import org.snmp4j.smi.Counter64;
import org.snmp4j.smi.Gauge32;
import org.snmp4j.smi.Null;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.TimeTicks;
import org.snmp4j.smi.UdpAddress;
import org.snmp4j.smi.Variable;
import org.snmp4j.smi.VariableBinding;
import org.snmp4j.transport.DefaultUdpTransportMapping;

/** A switch's agent on a port of its own: the IF-MIB of what it is told. Answers 'public', and the user 'peerboot'. */
final class TestAgent implements CommandResponder, AutoCloseable {
    static final String PASSPHRASE = "correct horse";
    private static final String IF = "1.3.6.1.2.1.31.1.1.1.";

    private final NavigableMap<OID, Variable> values = new ConcurrentSkipListMap<>();
    private final DefaultUdpTransportMapping socket =
            new DefaultUdpTransportMapping(new UdpAddress(InetAddress.getLoopbackAddress(), 0));
    private final Snmp snmp;
    volatile boolean silent;

    TestAgent() throws IOException {
        SecurityProtocols protocols = new SecurityProtocols(SecurityProtocols.SecurityProtocolSet.defaultSecurity);
        byte[] engine = MPv3.createLocalEngineID();
        USM users = new USM(protocols, new OctetString(engine), 1);
        OctetString secret = new OctetString(PASSPHRASE);
        users.addUser(new UsmUser(new OctetString("peerboot"), AuthHMAC192SHA256.ID, secret, PrivAES128.ID, secret));
        MessageDispatcherImpl dispatcher = new MessageDispatcherImpl();
        dispatcher.addMessageProcessingModel(new MPv2c());
        dispatcher.addMessageProcessingModel(new MPv3(
                engine,
                null,
                protocols,
                SecurityModels.getCollection(new SecurityModel[] {users}),
                CounterSupport.getInstance()));
        snmp = new Snmp(dispatcher, socket);
        snmp.addCommandResponder(this);
        snmp.listen();
        values.put(new OID("1.3.6.1.2.1.1.3.0"), new TimeTicks(100));
    }

    String address() {
        return "127.0.0.1:" + socket.getListenAddress().getPort();
    }

    void port(int index, String name, long in, long out) {
        values.put(new OID(IF + "1." + index), new OctetString(name));
        values.put(new OID("1.3.6.1.2.1.2.2.1.2." + index), new OctetString("port " + index));
        values.put(new OID(IF + "6." + index), new Counter64(in));
        values.put(new OID(IF + "10." + index), new Counter64(out));
        values.put(new OID(IF + "15." + index), new Gauge32(40_000));
    }

    void remove(String oid) {
        values.remove(new OID(oid));
    }

    @Override
    public <A extends Address> void processPdu(CommandResponderEvent<A> event) {
        boolean admitted = event.getSecurityLevel() > 1
                || new OctetString(event.getSecurityName()).toString().equals("public");
        if (silent || !admitted) {
            return;
        }
        event.setProcessed(true);
        PDU answer = (PDU) event.getPDU().clone();
        answer.setType(PDU.RESPONSE);
        answer.clear();
        answer.setRequestID(event.getPDU().getRequestID());
        for (VariableBinding asked : event.getPDU().getVariableBindings()) {
            if (event.getPDU().getType() == PDU.GETBULK) {
                values.tailMap(asked.getOid(), false).entrySet().stream()
                        .limit(event.getPDU().getMaxRepetitions())
                        .forEach(entry -> answer.add(new VariableBinding(entry.getKey(), entry.getValue())));
            } else {
                Variable value = values.get(asked.getOid());
                answer.add(new VariableBinding(asked.getOid(), value == null ? Null.noSuchInstance : value));
            }
        }
        answer.setErrorStatus(0);
        answer.setErrorIndex(0);
        try {
            snmp.getMessageDispatcher()
                    .returnResponsePdu(
                            event.getMessageProcessingModel(),
                            event.getSecurityModel(),
                            event.getSecurityName(),
                            event.getSecurityLevel(),
                            answer,
                            event.getMaxSizeResponsePDU(),
                            event.getStateReference(),
                            new StatusInformation());
        } catch (MessageException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        snmp.close();
    }
}
