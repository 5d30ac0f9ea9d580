package org.peerboot.gauges;

import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.peerboot.attributes.CountedUplink;
import org.snmp4j.smi.Counter64;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.Variable;
import org.snmp4j.smi.VariableBinding;

/**
 * One switch's uplink by SNMP: interfaces of the IF-MIB (RFC 2863), whose rows an agent may number anew when it starts,
 * so that each look also asks what the rows are called. For one thread at a time.
 */
final class SnmpSwitch {
    private static final OID UPTIME = new OID("1.3.6.1.2.1.1.3.0");
    private static final OID IF_NAME = new OID("1.3.6.1.2.1.31.1.1.1.1");
    private static final OID IF_DESCR = new OID("1.3.6.1.2.1.2.2.1.2");
    private static final OID IF_HC_IN_OCTETS = new OID("1.3.6.1.2.1.31.1.1.1.6");
    private static final OID IF_HC_OUT_OCTETS = new OID("1.3.6.1.2.1.31.1.1.1.10");
    /** In millions of bits a second. */
    private static final OID IF_HIGH_SPEED = new OID("1.3.6.1.2.1.31.1.1.1.15");
    /** Four values of each fit a datagram of 1500 bytes. */
    private static final int ROWS_A_QUESTION = 6;

    private static final int VALUES_A_ROW = 4;
    private static final int MOST_ROWS = 10_000;

    /** An interface, and the column that has its name. */
    private record Row(String name, OID column, int index) {}

    private final SnmpUplink uplink;
    private final CounterRates rates;
    private List<Row> rows = List.of();

    SnmpSwitch(String name, SnmpUplink uplink) {
        this.uplink = uplink;
        this.rates = new CounterRates(name, "snmp " + uplink.agent());
    }

    /**
     * @return nothing at first, and while counters stand still
     * @throws IOException saying what the agent answered instead, or that it did not
     */
    @Nullable
    CountedUplink look(SnmpSession session, long nanos) throws IOException {
        InetAddress host = InetAddress.getByName(uplink.host());
        if (rows.isEmpty()) {
            rows = find(session, host);
        }
        try {
            return rates.take(read(session, host, nanos));
        } catch (IOException e) {
            rows = List.of();
            throw e;
        }
    }

    private List<Row> find(SnmpSession session, InetAddress host) throws IOException {
        Map<String, Row> byName = new HashMap<>();
        column(session, host, IF_DESCR, byName);
        column(session, host, IF_NAME, byName);
        List<Row> found = new ArrayList<>();
        for (String name : uplink.interfaces()) {
            Row row = byName.get(name);
            if (row == null) {
                throw new IOException("has no interface " + name + " among its " + byName.size());
            }
            found.add(row);
        }
        return found;
    }

    private void column(SnmpSession session, InetAddress host, OID column, Map<String, Row> byName) throws IOException {
        OID last = column;
        for (int seen = 0; seen < MOST_ROWS; ) {
            List<VariableBinding> rowsAfter = session.rowsAfter(host, uplink.port(), last);
            for (VariableBinding row : rowsAfter) {
                if (!row.getOid().startsWith(column) || row.getOid().compareTo(last) <= 0 || row.isException()) {
                    return;
                }
                last = row.getOid();
                String name = row.getVariable().toString();
                byName.put(name, new Row(name, column, last.last()));
            }
            if (rowsAfter.isEmpty()) {
                return;
            }
            seen += rowsAfter.size();
        }
    }

    private SwitchReading read(SnmpSession session, InetAddress host, long nanos) throws IOException {
        List<PortCounters> ports = new ArrayList<>();
        long uptime = 0;
        for (int from = 0; from < rows.size(); from += ROWS_A_QUESTION) {
            List<Row> some = rows.subList(from, Math.min(rows.size(), from + ROWS_A_QUESTION));
            List<OID> names = new ArrayList<>(List.of(UPTIME));
            for (Row row : some) {
                for (OID column : new OID[] {row.column, IF_HC_IN_OCTETS, IF_HC_OUT_OCTETS, IF_HIGH_SPEED}) {
                    names.add(new OID(column).append(row.index));
                }
            }
            List<VariableBinding> answer = session.get(host, uplink.port(), names);
            uptime = number(answer.get(0).getVariable());
            for (int i = 0; i < some.size(); i++) {
                ports.add(port(some.get(i), answer.subList(1 + i * VALUES_A_ROW, 1 + (i + 1) * VALUES_A_ROW)));
            }
        }
        return new SwitchReading(nanos, uptime, ports);
    }

    private static PortCounters port(Row row, List<VariableBinding> values) throws IOException {
        if (!values.get(0).getVariable().toString().equals(row.name)) {
            throw new IOException("has numbered its interfaces anew");
        }
        Variable in = values.get(1).getVariable();
        Variable out = values.get(2).getVariable();
        if (!(in instanceof Counter64) || !(out instanceof Counter64)) {
            throw new IOException("has no 64-bit counters (ifHCInOctets, ifHCOutOctets) of " + row.name);
        }
        return new PortCounters(
                row.name,
                in.toLong(),
                out.toLong(),
                Math.max(0, number(values.get(3).getVariable())) * 1_000_000);
    }

    private static long number(Variable variable) {
        return variable.isException() ? 0 : variable.toLong();
    }
}
