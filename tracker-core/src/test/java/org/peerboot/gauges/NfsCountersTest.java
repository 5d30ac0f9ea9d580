package org.peerboot.gauges;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class NfsCountersTest {
    /** As Linux 6.1 writes it, for a root, a mount with a space in its name, one in there that is no NFS, and an old one. */
    private static final String MOUNTSTATS = """
            device /dev/sda2 mounted on / with fstype ext4
            device filer:/export/images mounted on /srv/boot\\040images with fstype nfs4 statvers=1.1
            \topts:\trw,vers=4.2,rsize=1048576,wsize=1048576,namlen=255,hard,proto=tcp,timeo=600,retrans=2,sec=sys
            \tage:\t9182
            \timpl_id:\tname='',domain='',date='0,0'
            \tcaps:\tcaps=0x3ffbffff,wtmult=512,dtsize=1048576,bsize=0,namlen=255
            \tsec:\tflavor=1,pseudoflavor=1
            \tevents:\t12 400 0 3 8 8 512 1024 0 2 0 4 8 0 5 1 0 4 0 0 256 0 0 0 0 0 0
            \tbytes:\t1048576000 2097152 0 0 1048576000 2097152 256000 512
            \tRPC iostats version: 1.1  p/v: 100003/4 (nfs)
            \txprt:\ttcp 831 0 2 0 16 1610 1610 0 1610 0 16 0 0
            \tper-op statistics
            \t        NULL: 1 1 0 44 24 0 0 0 0
            \t        READ: 1000 1001 1 200000 1048700000 30 2500 2600 0
            \t       WRITE: 2 2 0 2097600 352 0 40 41 0
            \t      GETATTR: 5 5 0 900 1200 0 2 2 0
            device tmpfs mounted on /srv/boot\\040images/tmp with fstype tmpfs
            device filer:/home mounted on /home with fstype nfs statvers=1.1
            \tper-op statistics
            \t        READ: 9 9 0 9 9 9 9 9
            """;

    private static NfsCounters of(String file) {
        return NfsCounters.of(MOUNTSTATS, Path.of(file));
    }

    @Test
    void areOfTheMountThatAFileIsOn() {
        assertThat(of("/srv/boot images/origin"))
                .isEqualTo(new NfsCounters("/srv/boot images", 1002, 2540, 1, 200000 + 1048700000L + 2097600 + 352));
        assertThat(of("/home/ann").operations())
                .as("without errors, as Linux 4 wrote it")
                .isEqualTo(9);
        assertThat(of("/srv/boot images/tmp/x")).as("on tmpfs").isNull();
        assertThat(of("/srv/boot imagesx")).isNull();
        assertThat(NfsCounters.of("", Path.of("/srv"))).isNull();
        assertThat(NfsCounters.of("device a mounted on / with fstype nfs\n READ: 1 2 3\n", Path.of("/srv"))
                        .operations())
                .as("of lines that it does not know")
                .isZero();
    }

    private static Double slowness(long operations, long millis, long timeouts, long bytes, double linkBytes) {
        return NfsCounters.slowness(
                new NfsCounters("/srv", 10, 100, 1, 1000),
                new NfsCounters("/srv", 10 + operations, 100 + millis, 1 + timeouts, 1000 + bytes),
                50,
                linkBytes);
    }

    @Test
    void tellHowSlowAnswersAreThatWeDoNotFillTheLinkWith() {
        assertThat(slowness(10, 10, 0, 500, 0)).isCloseTo(0.02, within(1e-9));
        assertThat(slowness(10, 400, 0, 500, 100_000)).isCloseTo(0.8 * 0.995, within(1e-9));
        assertThat(slowness(10, 400, 0, 90_000, 100_000))
                .as("ours fill the link")
                .isCloseTo(0.08, within(1e-9));
        assertThat(slowness(10, 9000, 0, 0, 0)).isEqualTo(1);
        assertThat(slowness(0, 0, 1, 0, 0)).as("sent again").isEqualTo(1);
        assertThat(slowness(0, 0, 0, 0, 0)).as("nothing was asked").isNull();
        assertThat(slowness(-1, 0, 0, 0, 0)).as("mounted anew").isNull();
    }
}
