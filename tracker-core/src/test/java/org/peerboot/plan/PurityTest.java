package org.peerboot.plan;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "org.peerboot", importOptions = ImportOption.DoNotIncludeTests.class)
class PurityTest {
    private static final String[] PURE = {
        "org.peerboot.cluster", "org.peerboot.attributes", "org.peerboot.policy", "org.peerboot.plan"
    };

    @ArchTest
    static final ArchRule opensNoSocketAndNoFile = noClasses()
            .that()
            .resideInAnyPackage(PURE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.net..", "java.nio.channels..", "java.nio.file..", "io.netty..", "java.sql..")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.io.File");

    @ArchTest
    static final ArchRule startsNoThread = noClasses()
            .that()
            .resideInAnyPackage(PURE)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("java.util.concurrent..")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Thread.class);

    @ArchTest
    static final ArchRule readsNoClockAndDrawsNoLots = noClasses()
            .that()
            .resideInAnyPackage(PURE)
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.time.Clock")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.util.Random");

    @ArchTest
    static final ArchRule leansLeftOnly = noClasses()
            .that()
            .resideInAPackage("org.peerboot.cluster..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.peerboot.attributes..",
                    "org.peerboot.policy..",
                    "org.peerboot.plan..",
                    "org.peerboot.tracker..");

    @ArchTest
    static final ArchRule attributesKnowNoPolicy = noClasses()
            .that()
            .resideInAPackage("org.peerboot.attributes..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.peerboot.policy..", "org.peerboot.plan..", "org.peerboot.tracker..");

    @ArchTest
    static final ArchRule policyKnowsNoPlan = noClasses()
            .that()
            .resideInAPackage("org.peerboot.policy..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.peerboot.plan..", "org.peerboot.tracker..");

    @ArchTest
    static final ArchRule planKnowsNoTracker = noClasses()
            .that()
            .resideInAPackage("org.peerboot.plan..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.peerboot.tracker..", "org.peerboot.cluster.file..");

    @ArchTest
    static final ArchRule goesInNoCircles = slices().matching("org.peerboot.(cluster|attributes|policy|plan|tracker)..")
            .should()
            .beFreeOfCycles();
}
