package org.peerboot.house;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.peerboot.cli.CommandProvider;
import org.peerboot.cli.DaemonCommand;
import org.peerboot.cli.Version;

/** Modules and packages lean in one direction. */
class ArrowsTest {
    private static final String[] ON_NODES = {
        "org.peerboot.image..",
        "org.peerboot.wire..",
        "org.peerboot.config..",
        "org.peerboot.auth..",
        "org.peerboot.store..",
        "org.peerboot.transfer..",
        "org.peerboot.peer..",
        "org.peerboot.cli.."
    };
    private static final String[] PURE = {
        "org.peerboot.image",
        "org.peerboot.wire",
        "org.peerboot.transfer",
        "org.peerboot.plan",
        "org.peerboot.policy",
        "org.peerboot.attributes"
    };

    private static JavaClasses house;

    @BeforeAll
    static void read() {
        house = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("org.peerboot");
    }

    @Test
    void whatRunsOnNodesKnowsNothingOfTheTracker() {
        noClasses()
                .that()
                .resideInAnyPackage(ON_NODES)
                .should()
                .dependOnClassesThat(resideInAPackage("org.peerboot..").and(not(resideInAnyPackage(ON_NODES))))
                .check(house);
    }

    /** The release's number is everybody's to ask. */
    @Test
    void nobodyLeansOnTheCommandsButTheCommands() {
        noClasses()
                .that(not(resideInAPackage("org.peerboot.cli..")))
                .and(not(assignableTo(CommandProvider.class)))
                .and(not(assignableTo(DaemonCommand.class)))
                .should()
                .dependOnClassesThat(resideInAPackage("org.peerboot.cli..").and(not(equivalentTo(Version.class))))
                .check(house);
    }

    @Test
    void packagesFormNoCycle() {
        slices().matching("org.peerboot.(**)").should().beFreeOfCycles().check(house);
    }

    @Test
    void theInitramfsRuntimeNeedsTheBaseModuleJacksonAndTheLoggersInterfaceAlone() {
        classes()
                .that()
                .resideInAnyPackage(
                        "org.peerboot.image", "org.peerboot.wire", "org.peerboot.store", "org.peerboot.transfer")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        "org.peerboot..",
                        "java.io..",
                        "java.lang..",
                        "java.math..",
                        "java.net",
                        "java.nio..",
                        "java.security..",
                        "java.text..",
                        "java.time..",
                        "java.util..",
                        "javax.crypto..",
                        "com.fasterxml.jackson..",
                        "org.slf4j..",
                        "org.jspecify..",
                        ""))
                .check(house);
    }

    @Test
    void pureCodeOpensNoSocketReadsNoClockAndStartsNoThread() {
        noClasses()
                .that()
                .resideInAnyPackage(PURE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.net.http..", "java.nio.channels.spi..", "java.util.concurrent..", "io.netty..")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.net.Socket")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.nio.channels.SocketChannel")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Thread.class)
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(java.time.Clock.class, "systemUTC")
                .check(house);
    }

    @Test
    void onlyTheCommandsWriteToTheirStreams() {
        noClasses()
                .that(not(resideInAPackage("org.peerboot.cli..")))
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(house);
    }
}
