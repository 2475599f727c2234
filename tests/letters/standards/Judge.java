import java.io.File;
import java.io.InputStream;
import java.util.List;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;

/**
 * Judges PDF files by veraPDF's own profiles. For each file and profile one line, parted by tabs: the file, the
 * profile, "passes" or "fails", and for a failure each clause that is broken.
 *
 * <p>{@code java -cp ... Judge.java PDFUA-1,PDFA-2A FILE...}
 */
public class Judge {
    public static void main(String[] arguments) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        for (String name : arguments[0].split(",")) {
            ValidationProfile profile;
            try (InputStream xml = Judge.class.getResourceAsStream("/org/verapdf/pdfa/validation/" + name + ".xml")) {
                profile = Profiles.profileFromXml(xml);
            }
            for (String file : List.of(arguments).subList(1, arguments.length)) {
                System.out.println(file + "\t" + name + "\t" + judged(profile, new File(file)));
            }
        }
    }

    private static String judged(ValidationProfile profile, File file) throws Exception {
        try (PDFAParser parser = Foundries.defaultInstance().createParser(file, profile.getPDFAFlavour());
                PDFAValidator validator = Foundries.defaultInstance().createValidator(profile, false)) {
            ValidationResult result = validator.validate(parser);
            if (result.getTotalAssertions() == 0) {
                return "fails\tnothing was checked";
            }
            StringBuilder said = new StringBuilder(result.isCompliant() ? "passes" : "fails");
            for (TestAssertion broken : result.getTestAssertions()) {
                said.append("\t").append(broken.getRuleId().getClause()).append(": ").append(broken.getMessage());
            }
            return said.toString().replace("\n", " ");
        }
    }
}
