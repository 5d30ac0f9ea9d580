package org.peerboot.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.peerboot.image.RefusedException;

class HostListTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "login1 | login1",
                "n[1-3] | n1 n2 n3",
                "n[1-2,5],login1 | n1 n2 n5 login1",
                "n[08-11] | n08 n09 n10 n11",
                "rack[01-02]n[1-2] | rack01n1 rack01n2 rack02n1 rack02n2",
                "n[1-2]-ib0 | n1-ib0 n2-ib0",
                "n1, n2,n1 | n1 n2",
                "n[3] | n3",
            })
    void namesHostsInTheOrderOfTheText(String text, String names) {
        assertThat(HostList.parse(text)).containsExactly(names.split(" "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "n[1- | position 2: the range ends without its last number; complete it, as in [1-16]",
                "n[ | position 2: the range ends without its first number; complete it, as in [1-16]",
                "n[1-4 | position 2: the bracket is not closed; end it, as in [1-16]",
                "n[] | position 3: the first number of the range is missing; write a range such as [1-16]",
                "n[1-x] | position 5: the last number of the range is missing; write a range such as [1-16]",
                "n[1x] | position 4: \"x\" is not a digit; write a range such as [1-16,20]",
                "n[9-1] | position 3: 9-1 runs backwards; write 1-9",
                "n1,,n2 | position 4: a name is missing; remove the comma or name a node",
                "n1, | position 4: a name is missing; remove the comma or name a node",
                "n1 n2 | position 4: \"n\" is not expected here; separate names by commas",
                "n1;rm | position 3: \";\" is not expected here; separate names by commas",
                "../n1 | position 1: \"../\" is no host name",
                "n[1-999999] | position 3: it names more than 100000 hosts; check the ranges",
                "n[1-999]m[1-999] | position 17: it names more than 100000 hosts; check the ranges",
                "n[1-99999],m[1-9] | position 12: it names more than 100000 hosts; check the ranges",
                "n[1234567890] | position 3: the number has more than 9 digits; shorten it",
            })
    void refusesWithThePositionAndARemedy(String text, String message) {
        if (text.startsWith("../")) {
            assertThatThrownBy(() -> HostList.parse(text)).isInstanceOf(RefusedException.class);
            return;
        }
        assertThatThrownBy(() -> HostList.parse(text))
                .isInstanceOf(RefusedException.class)
                .hasMessage("host list \"" + text + "\" " + message);
    }

    @Test
    void refusesAnEmptyText() {
        assertThatThrownBy(() -> HostList.parse(" ")).hasMessageContaining("it is empty; name nodes, such as");
    }

    @Test
    void saysWhereInAFileTheTextStands() {
        assertThatThrownBy(() -> HostList.parse("n[1-", "cluster.yaml line 4"))
                .hasMessageStartingWith("cluster.yaml line 4, host list \"n[1-\" position 2: ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "n1 | n1",
                "n3 n1 n2 login1 | login1,n[1-3]",
                "n1 n2 n4 n10 | n[1-2,4,10]",
                "n08 n09 n10 n11 | n[08-11]",
                "n9 n10 n010 | n[9-10],n010",
                "n099 n100 | n[099-100]",
                "rack1n1 rack1n2 rack2n1 | rack1n[1-2],rack2n1",
                "n1-ib n2-ib | n[1-2]-ib",
                "login | login",
            })
    void foldsAsSlurmDoes(String names, String folded) {
        assertThat(HostList.fold(List.of(names.split(" ")))).isEqualTo(folded);
    }

    @Test
    void takesBackWhateverItFolded() {
        Random random = new Random(7);
        for (int round = 0; round < 500; round++) {
            TreeSet<String> names = new TreeSet<>();
            for (int i = 0; i <= random.nextInt(40); i++) {
                String format = List.of("n%d", "n%02d", "n%04d", "r%dn7", "x%d-ib", "n%d%08d")
                        .get(random.nextInt(6));
                names.add(String.format(format, random.nextInt(120), 99_999_980 + random.nextInt(19)));
            }
            List<String> shuffled = new ArrayList<>(names);
            Collections.shuffle(shuffled, random);
            assertThat(new TreeSet<>(HostList.parse(HostList.fold(shuffled)))).isEqualTo(names);
        }
    }
}
