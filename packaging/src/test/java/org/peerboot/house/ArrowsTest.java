package org.peerboot.house;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.peerboot.cli.CommandProvider;
import org.peerboot.cli.DaemonCommand;
import org.peerboot.cli.Version;

/** Modules and packages lean in one direction. */
class ArrowsTest {
    private static final String HOUSE = "org.peerboot.";

    /** Each package of what runs on nodes, and those of the house that it may lean on. */
    private static final Map<String, String> PEER_CLIENT = Map.ofEntries(
            entry("image", ""),
            entry("wire", "image"),
            entry("config", "image"),
            entry("auth", "image wire config"),
            entry("store", "image wire"),
            entry("transfer", "image wire store"),
            entry("transfer.nio", "image wire store transfer"),
            entry("unix", "image store"),
            entry("peer", "image wire config auth store transfer transfer.nio unix"),
            entry("doctor", "image wire config auth peer"),
            entry("cli", "image wire config auth store unix peer doctor"));

    /** Of the tracker, without what is {@link #PEER_CLIENT}'s. */
    private static final Map<String, String> TRACKER_CORE = Map.ofEntries(
            entry("cluster", ""),
            entry("cluster.file", "cluster"),
            entry("cluster.reader", "cluster"),
            entry("attributes", "cluster"),
            entry("gauges", "attributes"),
            entry("history", "attributes"),
            entry("policy", "cluster attributes"),
            entry("plan", "cluster attributes policy"),
            entry("simulate", "cluster cluster.file attributes policy plan"),
            entry("tracker.http", ""),
            entry("tracker.catalogue", ""),
            entry("tracker.metrics", ""),
            entry(
                    "tracker",
                    "cluster attributes gauges history policy plan tracker.http tracker.catalogue tracker.metrics"),
            entry("tracker.doctor", "cluster policy tracker"),
            entry("tracker.files", "cluster.file policy tracker"));

    /** Each adapter's, without what is {@link #PEER_CLIENT}'s. */
    private static final Map<String, String> ADAPTERS =
            Map.of("slurm", "cluster cluster.reader", "pbs", "cluster cluster.reader");

    static Stream<String> packages() {
        return Stream.of(PEER_CLIENT, TRACKER_CORE, ADAPTERS)
                .flatMap(module -> module.keySet().stream())
                .sorted();
    }

    @Test
    void everyPackageIsInATable() {
        Set<String> all =
                House.CLASSES.stream().map(JavaClass::getPackageName).collect(Collectors.toCollection(HashSet::new));
        assertThat(all)
                .containsExactlyInAnyOrderElementsOf(
                        packages().map(HOUSE::concat).toList());
    }

    @ParameterizedTest
    @MethodSource("packages")
    void leansOnNoOtherPackageOfTheHouse(String name) {
        Set<String> allowed = new HashSet<>(List.of(name));
        if (PEER_CLIENT.containsKey(name)) {
            allowed.addAll(List.of(PEER_CLIENT.get(name).split(" ")));
        } else {
            Map<String, String> module = TRACKER_CORE.containsKey(name) ? TRACKER_CORE : ADAPTERS;
            allowed.addAll(List.of(module.get(name).split(" ")));
            allowed.addAll(PEER_CLIENT.keySet());
        }
        noClasses()
                .that()
                .resideInAPackage(HOUSE + name)
                .should()
                .dependOnClassesThat(resideInAPackage("org.peerboot..").and(not(resideInAnyPackage(full(allowed)))))
                .check(House.CLASSES);
    }

    private static String[] full(Set<String> names) {
        return names.stream().filter(name -> !name.isEmpty()).map(HOUSE::concat).toArray(String[]::new);
    }

    /** The release's number is everybody's to ask. */
    @Test
    void nobodyLeansOnTheCommandsButTheCommands() {
        noClasses()
                .that(not(resideInAPackage("org.peerboot.cli")))
                .and(not(assignableTo(CommandProvider.class)))
                .and(not(assignableTo(DaemonCommand.class)))
                .should()
                .dependOnClassesThat(resideInAPackage("org.peerboot.cli").and(not(equivalentTo(Version.class))))
                .check(House.CLASSES);
    }

    @Test
    void packagesFormNoCycle() {
        slices().matching("org.peerboot.(**)").should().beFreeOfCycles().check(House.CLASSES);
    }
}
