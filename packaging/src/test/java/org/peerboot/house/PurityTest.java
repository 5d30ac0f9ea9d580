package org.peerboot.house;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaConstructorCall;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What pure code leaves to the rim, and what the initramfs' runtime does without. */
class PurityTest {
    private static final String[] PURE = {
        "org.peerboot.image",
        "org.peerboot.wire",
        "org.peerboot.transfer",
        "org.peerboot.cluster",
        "org.peerboot.attributes",
        "org.peerboot.history",
        "org.peerboot.policy",
        "org.peerboot.plan"
    };

    @Test
    void opensNoSocket() {
        noClasses()
                .that()
                .resideInAnyPackage(PURE)
                .should()
                .dependOnClassesThat(describe("are sockets", PurityTest::isSocket))
                .check(House.CLASSES);
    }

    @Test
    void readsNoClock() {
        noClasses()
                .that()
                .resideInAnyPackage(PURE)
                .should()
                .accessTargetWhere(isOneOf(
                        "java.lang.System.nanoTime",
                        "java.lang.System.currentTimeMillis",
                        "java.time.Instant.now",
                        "java.time.LocalDate.now",
                        "java.time.LocalDateTime.now",
                        "java.time.OffsetDateTime.now",
                        "java.time.ZonedDateTime.now",
                        "java.time.Clock.systemUTC",
                        "java.time.Clock.systemDefaultZone",
                        "java.time.Clock.system",
                        "java.util.Date.<init>"))
                .check(House.CLASSES);
    }

    @Test
    void startsNoThread() {
        noClasses()
                .that()
                .resideInAnyPackage(PURE)
                .should()
                .dependOnClassesThat(describe("start threads", PurityTest::startsThreads))
                .check(House.CLASSES);
    }

    /** Lots are drawn from what a constructor was given, so that a seed replays a run. Keys alone must not repeat. */
    @Test
    void bringsNoChanceOfItsOwn() {
        noClasses()
                .that()
                .resideInAnyPackage(PURE)
                .should()
                .callConstructorWhere(describe("makes a Random", PurityTest::makesARandom))
                .orShould()
                .accessTargetWhere(isOneOf(
                        "java.lang.Math.random",
                        "java.util.UUID.randomUUID",
                        "java.util.concurrent.ThreadLocalRandom.current"))
                .check(House.CLASSES);
    }

    /** Images are made of files; all else is told what files say. */
    @Test
    void opensNoFile() {
        noClasses()
                .that()
                .resideInAnyPackage(PURE)
                .and()
                .resideOutsideOfPackage("org.peerboot.image")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.nio.file..", "java.nio.channels..", "java.sql..")
                .orShould()
                .dependOnClassesThat()
                .haveNameMatching("java\\.io\\.(File|RandomAccessFile).*")
                .check(House.CLASSES);
    }

    @Test
    void theInitramfsRuntimeNeedsTheBaseModuleJacksonAndTheLoggersInterfaceAlone() {
        classes()
                .that()
                .resideInAnyPackage(
                        "org.peerboot.image", "org.peerboot.wire", "org.peerboot.store", "org.peerboot.transfer..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                                "org.peerboot.image",
                                "org.peerboot.wire",
                                "org.peerboot.store",
                                "org.peerboot.transfer..",
                                "com.fasterxml.jackson.annotation..",
                                "com.fasterxml.jackson.core..",
                                "com.fasterxml.jackson.databind..",
                                "org.slf4j..",
                                "org.jspecify.annotations..")
                        .or(describe("are of java.base", PurityTest::isOfJavaBase)))
                .check(House.CLASSES);
    }

    @Test
    void onlyTheCommandsSpeakToTheTerminal() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.peerboot.cli")
                .should()
                .accessTargetWhere(isOneOf("java.lang.System.out", "java.lang.System.err"))
                .check(House.CLASSES);
    }

    private static DescribedPredicate<JavaAccess<?>> isOneOf(String... members) {
        Set<String> names = Set.of(members);
        return describe(
                "is one of " + names,
                access -> names.contains(access.getTargetOwner().getName()
                        + "."
                        + access.getTarget().getName()));
    }

    private static boolean isOfJavaBase(JavaClass type) {
        JavaClass element = type.getBaseComponentType();
        return element.isPrimitive()
                || Object.class.getModule().getDescriptor().packages().contains(element.getPackageName());
    }

    private static boolean isSocket(JavaClass type) {
        return type.getName()
                .matches("java\\.net\\.(http\\..*|(Server|Datagram|Multicast)?Socket.*|(Http)?URLConnection|URL"
                        + "|InetAddress)|javax\\.net\\..*|io\\.netty\\..*"
                        + "|java\\.nio\\.channels\\.(.*Socket.*|Datagram.*|Network.*|Select.*|Pipe.*)");
    }

    private static boolean makesARandom(JavaConstructorCall call) {
        return call.getTargetOwner().getName().matches("java\\.util\\.(Splittable)?Random");
    }

    private static boolean startsThreads(JavaClass type) {
        return type.isAssignableTo(Thread.class)
                || type.getName()
                        .matches("java\\.util\\.(Timer|concurrent\\."
                                + "(Executors|.*ThreadPoolExecutor|ForkJoin.*|CompletableFuture))");
    }
}
