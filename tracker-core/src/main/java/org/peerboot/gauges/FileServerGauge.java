package org.peerboot.gauges;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.peerboot.attributes.FileServerLoad;
import org.peerboot.peer.LinkReading;
import org.peerboot.peer.NetworkRates;

/**
 * How busy the origin's host is: its links, one disk, its processors, the NFS server that its cache is on. For one thread. Rates are those between two looks,
 * so that the first tells of nothing.
 */
public final class FileServerGauge {
    private final @Nullable Path stat;
    private final Path pressure;
    private final NetworkRates rates = new NetworkRates();
    private final Path mountstats;
    private final @Nullable NfsWatched nfs;
    private Counters.@Nullable Disk diskBefore;
    private @Nullable NfsCounters nfsBefore;
    private @Nullable Long microsBefore;
    private long nanosBefore;
    private long ownBefore;

    /**
     * @param sysfs its root, {@code /sys}
     * @param proc its root, {@code /proc}
     * @param disk the block device's name; absent where none is to be measured
     * @param nfs absent where no mount is to be measured
     */
    public FileServerGauge(Path sysfs, Path proc, @Nullable String disk, @Nullable NfsWatched nfs) {
        this.nfs = nfs;
        this.mountstats = proc.resolve("self/mountstats");
        this.stat =
                disk == null ? null : sysfs.resolve("class/block").resolve(disk).resolve("stat");
        this.pressure = proc.resolve("pressure/cpu");
    }

    /**
     * @param reading of its links
     * @param ownReceived payload bytes that publishers sent ever
     * @param ownSent payload bytes that the origin sent ever
     */
    public FileServerLoad look(LinkReading reading, long ownReceived, long ownSent) {
        double seconds = (reading.nanos() - nanosBefore) / 1e9;
        long own = Math.max(0, ownReceived + ownSent - ownBefore);
        rates.take(reading, ownReceived, ownSent);
        Counters.Disk disk = stat == null ? null : Counters.disk(stat);
        Long micros = Counters.pressureMicros(pressure);
        NfsCounters mount = nfs == null ? null : NfsCounters.of(Counters.text(mountstats), nfs.file());
        FileServerLoad load = new FileServerLoad(
                rates.latest(),
                disk == null || diskBefore == null ? null : busy(diskBefore, disk, own, seconds),
                micros == null || microsBefore == null ? null : share((micros - microsBefore) / 1e6, seconds),
                nfs == null || mount == null || nfsBefore == null
                        ? null
                        : NfsCounters.slowness(
                                nfsBefore, mount, nfs.slowMillis(), reading.peersBytesPerSecond() * seconds));
        diskBefore = disk;
        nfsBefore = mount;
        microsBefore = micros;
        nanosBefore = reading.nanos();
        ownBefore = ownReceived + ownSent;
        return load;
    }

    /** The disk's busy time, less the part of its bytes that the origin may have read or written. */
    private static @Nullable Double busy(Counters.Disk then, Counters.Disk now, long own, double seconds) {
        double bytes = now.bytes() - then.bytes();
        Double busy = share((now.busyMillis() - then.busyMillis()) / 1e3, seconds);
        if (busy == null || bytes < 0) {
            return null;
        }
        return bytes == 0 ? busy : busy * Math.max(0, bytes - own) / bytes;
    }

    /** Nothing where the counter began anew. */
    private static @Nullable Double share(double part, double seconds) {
        return part < 0 || seconds <= 0 ? null : Double.valueOf(Math.min(1, part / seconds));
    }
}
