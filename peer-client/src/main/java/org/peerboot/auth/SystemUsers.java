package org.peerboot.auth;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.exec.CommandLine;
import org.apache.commons.exec.DefaultExecutor;
import org.apache.commons.exec.ExecuteWatchdog;
import org.apache.commons.exec.PumpStreamHandler;

/** Asks {@code id -nu}, which asks the name service (files, LDAP, SSSD), and remembers the names it got. */
final class SystemUsers implements Users {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int REMEMBERED = 4096;

    private final Map<Integer, String> names = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, String> eldest) {
            return size() > REMEMBERED;
        }
    };

    @Override
    public synchronized String name(int uid) {
        String known = uid == 0 ? "root" : names.get(uid);
        if (known != null) {
            return known;
        }
        String name = ask(uid);
        if (name.isEmpty()) {
            return "uid:" + uid;
        }
        names.put(uid, name);
        return name;
    }

    /** Empty where nobody has that number, or where the name service is away; neither is remembered. */
    private static String ask(int uid) {
        try {
            BoundedOutput out = new BoundedOutput(256);
            DefaultExecutor executor = DefaultExecutor.builder()
                    .setExecuteStreamHandler(
                            new PumpStreamHandler(out, new BoundedOutput(0), new ByteArrayInputStream(new byte[0])))
                    .get();
            executor.setWatchdog(ExecuteWatchdog.builder().setTimeout(PATIENCE).get());
            executor.setExitValues(null);
            CommandLine command = new CommandLine("id").addArgument("-nu").addArgument(Integer.toString(uid));
            return executor.execute(command) == 0 ? out.text().strip() : "";
        } catch (IOException e) {
            return "";
        }
    }
}
