package org.peerboot.peer;

import java.net.URI;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.naming.NameNotFoundException;
import javax.naming.NamingEnumeration;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.directory.InitialDirContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tracker as the site's name service has it: the record SRV of {@code _peerboot._tcp} (RFC 2782) in the domains that
 * resolv.conf(5) searches. Of several records the first in priority counts, and of those the heaviest: there is one
 * tracker, and a peer keeps to it.
 */
final class ServiceRecord {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceRecord.class);
    private static final String SERVICE = "_peerboot._tcp.";
    private static final Pattern DOMAINS = Pattern.compile("(?m)^(?:search|domain)[ \\t]+(.+)$");
    private static final Pattern DOMAIN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.-]{0,252}");
    private static final Pattern RECORD =
            Pattern.compile("([0-9]{1,5}) ([0-9]{1,5}) ([0-9]{1,5}) ([A-Za-z0-9_][A-Za-z0-9._-]{0,252}?)\\.?");
    private static final int MOST_DOMAINS = 3;
    /** The first answer may take so long, the second and last twice that. */
    private static final String PATIENCE_MILLIS = "500";

    private record Target(int priority, int weight, int port, String host) {}

    private final String servers;

    /** @param servers a URL of JNDI's, {@code dns:} being those of this machine */
    ServiceRecord(String servers) {
        this.servers = servers;
    }

    /** @param resolvConf the file's text */
    @Nullable
    URI tracker(String resolvConf) {
        return domains(resolvConf)
                .map(this::trackerOf)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** As the resolver reads it: the last line counts. */
    private static Stream<String> domains(String resolvConf) {
        Matcher line = DOMAINS.matcher(resolvConf);
        String last = "";
        while (line.find()) {
            last = line.group(1);
        }
        return Stream.of(last.trim().split("[ \\t]+"))
                .filter(domain -> DOMAIN.matcher(domain).matches())
                .limit(MOST_DOMAINS);
    }

    private @Nullable URI trackerOf(String domain) {
        String name = SERVICE + domain;
        try {
            return records(name).stream()
                    .map(ServiceRecord::target)
                    .filter(Objects::nonNull)
                    .min(Comparator.comparingInt(Target::priority)
                            .thenComparing(Target::weight, Comparator.reverseOrder())
                            .thenComparing(Target::host))
                    .map(target -> URI.create("http://" + target.host() + ":" + target.port()))
                    .orElse(null);
        } catch (NameNotFoundException e) {
            return null;
        } catch (NamingException e) {
            LOG.warn("dns name={} was not answered, the tracker is looked for elsewhere: {}", name, e.toString());
            return null;
        }
    }

    /** The provider for DNS makes text of what comes; it deserialises nothing. */
    @SuppressWarnings("BanJNDI")
    private List<String> records(String name) throws NamingException {
        Properties environment = new Properties();
        environment.setProperty("java.naming.factory.initial", "com.sun.jndi.dns.DnsContextFactory");
        environment.setProperty("java.naming.provider.url", servers);
        environment.setProperty("com.sun.jndi.dns.timeout.initial", PATIENCE_MILLIS);
        environment.setProperty("com.sun.jndi.dns.timeout.retries", "2");
        InitialDirContext context = new InitialDirContext(environment);
        try {
            Attribute found =
                    context.getAttributes(name + ".", new String[] {"SRV"}).get("SRV");
            if (found == null) {
                return List.of();
            }
            NamingEnumeration<?> all = found.getAll();
            Stream.Builder<String> records = Stream.builder();
            while (all.hasMore()) {
                records.add(String.valueOf(all.next()));
            }
            return records.build().toList();
        } finally {
            context.close();
        }
    }

    /** Absent for what is no record, and for the root: that says there is no such service. */
    private static @Nullable Target target(String record) {
        Matcher parts = RECORD.matcher(record);
        return parts.matches()
                ? new Target(
                        Integer.parseInt(parts.group(1)),
                        Integer.parseInt(parts.group(2)),
                        Integer.parseInt(parts.group(3)),
                        parts.group(4))
                : null;
    }
}
