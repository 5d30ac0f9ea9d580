package org.peerboot;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ThreadPoolExecutor;

/** The arrows between packages, and what the pure ones leave alone. */
@AnalyzeClasses(packages = "org.peerboot", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String[] LEAN = {
        "org.peerboot.image", "org.peerboot.wire", "org.peerboot.store", "org.peerboot.transfer.."
    };
    private static final String[] PURE = {"org.peerboot.image", "org.peerboot.wire", "org.peerboot.transfer"};

    @ArchTest
    static final ArchRule arrowsLeadToTheLeft = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("image")
            .definedBy("org.peerboot.image")
            .layer("wire")
            .definedBy("org.peerboot.wire")
            .layer("config")
            .definedBy("org.peerboot.config")
            .optionalLayer("auth")
            .definedBy("org.peerboot.auth")
            .layer("store")
            .definedBy("org.peerboot.store")
            .layer("transfer")
            .definedBy("org.peerboot.transfer")
            .layer("nio")
            .definedBy("org.peerboot.transfer.nio")
            .optionalLayer("peer")
            .definedBy("org.peerboot.peer..")
            .layer("cli")
            .definedBy("org.peerboot.cli..")
            .whereLayer("image")
            .mayNotAccessAnyLayer()
            .whereLayer("wire")
            .mayOnlyAccessLayers("image")
            .whereLayer("config")
            .mayOnlyAccessLayers("image")
            .whereLayer("auth")
            .mayOnlyAccessLayers("image", "wire", "config")
            .whereLayer("store")
            .mayOnlyAccessLayers("image", "wire")
            .whereLayer("transfer")
            .mayOnlyAccessLayers("image", "wire", "store")
            .whereLayer("nio")
            .mayOnlyAccessLayers("image", "wire", "store", "transfer");

    @ArchTest
    static final ArchRule packagesFormNoCycle =
            slices().matching("org.peerboot.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule theInitramfsNeedsFewLibraries = classes()
            .that()
            .resideInAnyPackage(LEAN)
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
                    .or(describe("are of java.base", ArchitectureTest::isOfJavaBase)));

    @ArchTest
    static final ArchRule thePureOpenNoSocket = noClasses()
            .that()
            .resideInAnyPackage(PURE)
            .should()
            .dependOnClassesThat(describe("are sockets", ArchitectureTest::isSocket));

    @ArchTest
    static final ArchRule thePureReadNoClock = noClasses()
            .that()
            .resideInAnyPackage(PURE)
            .should()
            .accessTargetWhere(reads(Set.of(
                    "java.lang.System.nanoTime",
                    "java.lang.System.currentTimeMillis",
                    "java.time.Instant.now",
                    "java.time.LocalDateTime.now",
                    "java.time.OffsetDateTime.now",
                    "java.time.ZonedDateTime.now",
                    "java.time.Clock.systemUTC",
                    "java.time.Clock.systemDefaultZone",
                    "java.time.Clock.system",
                    "java.time.InstantSource.system")));

    @ArchTest
    static final ArchRule thePureStartNoThread = noClasses()
            .that()
            .resideInAnyPackage(PURE)
            .should()
            .dependOnClassesThat(describe("start threads", ArchitectureTest::startsThreads));

    @ArchTest
    static final ArchRule onlyTheCommandsSpeakToTheTerminal = noClasses()
            .that()
            .resideOutsideOfPackage("org.peerboot.cli..")
            .should()
            .accessTargetWhere(reads(Set.of("java.lang.System.out", "java.lang.System.err")));

    private static DescribedPredicate<JavaAccess<?>> reads(Set<String> members) {
        return describe(
                "is one of " + members,
                access -> members.contains(access.getTargetOwner().getName()
                        + "."
                        + access.getTarget().getName()));
    }

    private static boolean isOfJavaBase(JavaClass type) {
        JavaClass element = type.getBaseComponentType();
        return element.isPrimitive()
                || Object.class.getModule().getDescriptor().packages().contains(element.getPackageName());
    }

    private static boolean isSocket(JavaClass type) {
        String name = type.getName();
        return name.startsWith("java.net.http.")
                || name.matches("java\\.net\\.(Server|Datagram|Multicast)?Socket.*")
                || name.matches("java\\.net\\.URL(Connection)?|java\\.net\\.HttpURLConnection|java\\.net\\.InetAddress")
                || name.matches("javax\\.net\\..*")
                || name.matches("java\\.nio\\.channels\\.(.*Socket.*|Datagram.*|Network.*|Select.*|Pipe.*)");
    }

    private static boolean startsThreads(JavaClass type) {
        return type.isAssignableTo(Thread.class)
                || type.isAssignableTo(ThreadPoolExecutor.class)
                || type.isAssignableTo(ForkJoinPool.class)
                || Set.of("java.util.concurrent.Executors", "java.util.concurrent.CompletableFuture", "java.util.Timer")
                        .contains(type.getName());
    }
}
