package org.peerboot.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RolesTest {
    private static final int PIECES = 500;
    private static final List<String> LEAF1 = List.of("n1", "n2", "n3");
    private static final List<String> LEAF2 = List.of("n4", "n5");
    private static final List<String> CELLS = List.of("leaf1", "leaf2");

    @Test
    void eachPieceHasOneOwnerInEachCell() {
        for (List<String> cell : List.of(LEAF1, LEAF2)) {
            BitSet all = new BitSet();
            int sum = 0;
            for (String node : cell) {
                BitSet owned = roles(node, cell, "any").owned(0);
                all.or(owned);
                sum += owned.cardinality();
            }
            assertThat(all.cardinality()).isEqualTo(PIECES);
            assertThat(sum).isEqualTo(PIECES);
        }
    }

    @Test
    void oneNodeInAllAsksTheOriginForAPiece() {
        BitSet all = new BitSet();
        int sum = 0;
        for (String node : LEAF1) {
            BitSet first = roles(node, LEAF1, "leaf1").firstHand(0);
            all.or(first);
            sum += first.cardinality();
        }
        for (String node : LEAF2) {
            BitSet first = roles(node, LEAF2, "leaf2").firstHand(0);
            all.or(first);
            sum += first.cardinality();
        }
        assertThat(all.cardinality()).isEqualTo(PIECES);
        assertThat(sum).isEqualTo(PIECES);
    }

    @Test
    void aNodeThatMayServeNobodyOwnsNothingUntilAllAreLate() {
        Roles busy = roles("n9", LEAF1, "leaf1");
        assertThat(busy.owned(0).isEmpty()).isTrue();
        assertThat(busy.firstHand(0).isEmpty()).isTrue();
        assertThat(busy.owned(10).cardinality()).isEqualTo(PIECES);
        assertThat(busy.firstHand(10).cardinality()).isEqualTo(PIECES);
    }

    @Test
    void withEachStepOfLatenessTheNextInRankStepsIn() {
        Roles roles = roles("n1", LEAF1, "leaf1");
        int own = roles.owned(0).cardinality();
        int next = roles.owned(1).cardinality();
        assertThat(own).isBetween(1, PIECES - 1);
        assertThat(next).isBetween(own + 1, PIECES - 1);
        assertThat(roles.owned(2).cardinality()).isEqualTo(PIECES);
    }

    @Test
    void aCellsSlotsAreDealtEquallyManyPieces() {
        List<String> lots = List.of("#1", "#2", "#3", "#4");
        for (String lot : lots) {
            assertThat(new Roles(lot, lots, 4, "leaf1", CELLS, PIECES).owned(0).cardinality())
                    .isEqualTo(PIECES / 4);
        }
    }

    @Test
    void whatAnAbsentSlotWasDealtFallsToThoseWhoAreThere() {
        List<String> there = List.of("#1", "#2", "#4");
        BitSet all = new BitSet();
        int sum = 0;
        for (String lot : there) {
            BitSet owned = new Roles(lot, there, 4, "leaf1", CELLS, PIECES).owned(0);
            BitSet before = new Roles(lot, List.of("#1", "#2", "#3", "#4"), 4, "leaf1", CELLS, PIECES).owned(0);
            before.andNot(owned);
            assertThat(before.isEmpty()).isTrue();
            all.or(owned);
            sum += owned.cardinality();
        }
        assertThat(all.cardinality()).isEqualTo(PIECES);
        assertThat(sum).isEqualTo(PIECES);
    }

    private static Roles roles(String self, List<String> owners, String cell) {
        return new Roles(self, owners, 0, cell, CELLS, PIECES);
    }
}
