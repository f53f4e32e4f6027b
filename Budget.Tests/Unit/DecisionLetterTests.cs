using System.Globalization;
using System.Text;
using Budget.Core.Decisions;

namespace Budget.Tests.Unit;

/// <summary>The letter of each kind of decision, as people read it: approved word by word, and fit for a screen reader and an archive.</summary>
[Category("Tools")]
public sealed class DecisionLetterTests
{
    private static readonly CultureInfo Dutch = CultureInfo.GetCultureInfo("nl");

    internal static DecisionOverview.Answer Decided(DecisionKind kind, string? ground = null)
    {
        var budget = new DecisionOverview.Budget(
            "2026-000012", "Begeleiding", "Guidance", "02", "04", kind == DecisionKind.Extend ? "personheld" : "personfollowing", new Quantity(3), "week", new Money(6600),
            new(2026, 7, 1), new(2026, 12, 31), kind is DecisionKind.Withdraw ? new(2026, 8, 31) : new(2026, 12, 31), new Money(534_600));
        var opens = kind is DecisionKind.Grant or DecisionKind.PartlyGrant or DecisionKind.Temporary or DecisionKind.Extend or DecisionKind.Revise;
        var decision = new DecisionOverview.Decision(
            new(Guid.Empty), "2026-000034", "2026-000007", "0406", "Huizen", "035 528 1911", "wmo@example.nl", new(Guid.Empty), "mevrouw A. de Vries", new(1948, 3, 12), "Consulent van der Meer",
            new(2026, 6, 15), new(2026, 7, 27), "U kunt dit niet meer zelf.\nUw dochter woont te ver weg.", kind.ToString().ToLowerInvariant(), ground,
            kind == DecisionKind.Recovery ? new Money(24_000) : null, kind == DecisionKind.Recovery ? new DateOnly(2026, 7, 27) : null,
            "Postbus 5, 1270 AA Huizen", "Moeilijk te lezen? Bel ons.", "Hard to read? Call us.", "Graaf Wichman 10, Huizen", "", "");
        return new DecisionOverview.Answer(
            decision, opens ? budget : null, kind is DecisionKind.Extend or DecisionKind.Revise or DecisionKind.Withdraw or DecisionKind.Recovery ? budget with { Number = "2026-000011", LastDay = kind == DecisionKind.Withdraw ? new(2026, 8, 31) : new(2026, 6, 30) } : null,
            opens ? OwnContribution.On(new(2026, 7, 1), "02", new(1948, 3, 12)) : null, Objection: null, DecisionTerms.Usual, new(2026, 6, 16));
    }

    internal static IEnumerable<(DecisionKind Kind, string? Ground)> Letters =>
    [
        (DecisionKind.Grant, null), (DecisionKind.PartlyGrant, "ownstrength"), (DecisionKind.Refuse, "generalprovision"), (DecisionKind.Temporary, null), (DecisionKind.Extend, null),
        (DecisionKind.Revise, "c"), (DecisionKind.Withdraw, "b"), (DecisionKind.Recovery, "a"),
    ];

    [Test]
    public void Each_letter_says_what_it_said()
    {
        var said = new StringBuilder();
        foreach (var (kind, ground) in Letters)
        {
            said.Append(CultureInfo.InvariantCulture, $"======== {kind}\n").Append(PdfTools.Run("pdftotext", DecisionLetter.Write(Decided(kind, ground), Dutch), "-layout", "{pdf}", "-").Replace('\f', '\n'));
        }

        Approved.Must(said.ToString(), "Budget.Tests/Unit/DecisionLetterTests.approved.txt");
    }

    [Test]
    public void Each_letter_is_tagged_sound_and_names_itself()
    {
        foreach (var (kind, ground) in Letters)
        {
            var letter = DecisionLetter.Write(Decided(kind, ground), Dutch);
            Assert.That(PdfTools.Run("qpdf", letter, "--check", "{pdf}"), Does.Contain("No syntax or stream encoding errors"), $"{kind}");
            Assert.That(PdfTools.Run("pdfinfo", letter, "{pdf}"), Does.Match("Tagged: +yes").And.Match("Title: +Besluit: ").And.Match("Author: +Gemeente Huizen").And.Match("JavaScript: +no"));
            var metadata = PdfTools.Run("pdfinfo", letter, "-meta", "{pdf}");
            Assert.That(metadata, Does.Contain("<pdfaid:part>2<").And.Contain("<pdfaid:conformance>A<").And.Contain("<pdfuaid:part>1<"));
            Assert.That(DecisionLetter.Write(Decided(kind, ground), Dutch), Is.EqualTo(letter), "the same bytes each time");
        }
    }

    [Test]
    public void A_letter_stays_as_it_was_when_what_it_granted_ends_sooner()
    {
        foreach (var kind in new[] { DecisionKind.Grant, DecisionKind.Extend, DecisionKind.Revise })
        {
            var decided = Decided(kind);
            Assert.That(DecisionLetter.Write(decided with { Opened = decided.Opened! with { LastDay = new(2026, 9, 30) } }, Dutch), Is.EqualTo(DecisionLetter.Write(decided, Dutch)), $"{kind}");
        }
    }

    [Test]
    public void Every_kind_and_every_ground_has_words_in_both_languages([Values("nl", "en")] string language)
    {
        var grounds = Enum.GetNames<RefusalGround>().Concat(Enum.GetNames<WithdrawalGround>()).Concat(Enum.GetNames<FormGround>()).Select(name => name.ToLowerInvariant());
        foreach (var kind in Enum.GetValues<DecisionKind>())
        {
            foreach (var ground in grounds.Append(null!))
            {
                var text = DecisionText.Of(Decided(kind, ground), CultureInfo.GetCultureInfo(language));
                Assert.That(text.Parts.SelectMany(part => part.Sentences).Concat([text.Title, text.Lead]), Has.All.Not.Empty.And.All.Not.Contains("{"), $"{kind} {ground}");
            }
        }

        Assert.That(DecisionText.Of(Decided(DecisionKind.Grant), CultureInfo.GetCultureInfo(language)).Title, Is.EqualTo(language == "nl" ? "Besluit: u krijgt Begeleiding" : "Decision: you get Guidance"));
    }

    [Test]
    public void A_letter_on_another_form_says_what_to_do_before_it_begins()
    {
        var decided = Decided(DecisionKind.Revise, "formasked");
        string Letter(string now, string before) => PdfTools.Run("pdftotext", DecisionLetter.Write(decided with { Opened = decided.Opened! with { FundingForm = now }, Earlier = decided.Earlier! with { FundingForm = before } }, Dutch), "-raw", "{pdf}", "-").ReplaceLineEndings(" ");
        Assert.That(Letter("personheld", "personfollowing"), Does.Contain("Besluit: uw hulp gaat verder in een andere vorm").And.Contain("U vroeg om deze hulp in een andere vorm")
            .And.Contain("Spreek de hulp af in een zorgovereenkomst voordat dit budget begint, op 1 juli 2026.").And.Contain("U kunt bezwaar maken tot en met 27 juli 2026.").And.Not.Contain("Zorgovereenkomsten bij dit budget stoppen"));
        Assert.That(Letter("personfollowing", "personheld"), Does.Contain("Kies een aanbieder voordat dit budget begint, op 1 juli 2026.").And.Contain("Zorgovereenkomsten bij dit budget stoppen op die dag."));
    }

    [Test]
    public void A_letter_on_a_death_is_for_the_heirs_who_have_no_portal_and_names_no_other_last_day_of_help()
    {
        var letter = PdfTools.Run("pdftotext", DecisionLetter.Write(Decided(DecisionKind.Withdraw, "died"), Dutch), "-raw", "{pdf}", "-").ReplaceLineEndings(" ");
        Assert.That(letter, Does.Contain("De erven van mevrouw A. de Vries").And.Contain("Besluit: de hulp stopt").And.Contain("Laatste dag van het budget").And.Contain("Bel ons op 035 528 1911.")
            .And.Not.Contain("In het portaal").And.Not.Contain("Hulp tot en met de laatste dag").And.Not.Contain("De laatste dag is"));
        Assert.That(PdfTools.Run("pdftotext", DecisionLetter.Write(Decided(DecisionKind.Withdraw, "moved"), Dutch), "-raw", "{pdf}", "-").ReplaceLineEndings(" "), Does.Contain("In het portaal").And.Not.Contain("De erven van"));
    }

    [Test]
    public void Help_that_gets_less_step_by_step_says_from_which_day_how_much()
    {
        var decided = Decided(DecisionKind.Grant);
        var learning = decided with { Opened = decided.Opened! with { Steps = [new(4, new Quantity(4)), new(8, new Quantity(2))] } };
        var letter = PdfTools.Run("pdftotext", DecisionLetter.Write(learning, Dutch), "-layout", "{pdf}", "-");
        Assert.That(letter, Does.Contain("Van 1 juli 2026 tot en met 28 juli 2026: 4 uur per week.").And.Contain("Van 29 juli 2026 tot en met 22 september 2026: 2 uur per week."));
    }

    [Test]
    public void A_decision_on_an_objection_is_a_letter_that_says_until_when_a_court_can_be_asked()
    {
        var objection = new DecisionOverview.Objection(
            "", "2026-000003", "mevrouw A. de Vries", new(2026, 7, 1), "Mijn dochter woont te ver weg.", "", new(2026, 9, 7), new DateTimeOffset(2026, 8, 3, 10, 0, 0, TimeSpan.Zero), "Naam collega", "unfounded",
            "Zij komt elke week.");
        var letter = DecisionLetter.OnObjection(Decided(DecisionKind.Refuse, "network").Decision, objection, Dutch);
        Assert.That(PdfTools.Run("qpdf", letter, "--check", "{pdf}"), Does.Contain("No syntax or stream encoding errors"));
        Assert.That(PdfTools.Run("pdftotext", letter, "-layout", "{pdf}", "-"), Does.Contain("het besluit blijft zoals het is").And.Contain("Zij komt elke week.").And.Contain("3 augustus 2026")
            .And.Contain("14 september 2026").And.Contain("Naam collega"));
    }

    [Test]
    public void A_letter_has_the_colour_and_the_logo_of_its_municipality_and_stays_sound()
    {
        var plain = Decided(DecisionKind.Grant);
        var own = plain with { Decision = plain.Decision with { Colour = "#7a1f4b", Logo = Convert.ToBase64String(Logo(bits: 8, kind: 6)) } };
        var letter = DecisionLetter.Write(own, Dutch);
        Assert.That(PdfTools.Run("qpdf", letter, "--check", "{pdf}"), Does.Contain("No syntax or stream encoding errors"));
        Assert.That(PdfTools.Run("pdfimages", letter, "-list", "{pdf}"), Does.Match(@"image +4 +2 +rgb +3 +8").And.Match(@"smask +4 +2 +gray +1 +8"));
        Assert.That(PdfTools.Run("pdftotext", letter, "-layout", "{pdf}", "-"), Does.Contain("Besluit: u krijgt Begeleiding"));
        Assert.That(PdfTools.Run("pdfimages", DecisionLetter.Write(plain, Dutch), "-list", "{pdf}"), Does.Not.Contain("image"));
    }

    /// <summary>Four by two dots, half clear, without the check sums that nobody here looks at.</summary>
    private static byte[] Logo(byte bits, byte kind)
    {
        using var packed = new MemoryStream();
        using (var zlib = new System.IO.Compression.ZLibStream(packed, System.IO.Compression.CompressionLevel.Optimal, leaveOpen: true))
        {
            for (byte row = 0; row < 2; row++)
            {
                // The first row as it is, the second as the difference with the one above.
                zlib.WriteByte((byte)(row == 0 ? 0 : 2));
                for (var dot = 0; dot < 4; dot++)
                {
                    zlib.Write(row == 0 ? [200, 30, (byte)(60 * dot), (byte)(dot < 2 ? 255 : 0)] : [0, 0, 0, 0]);
                }
            }
        }

        byte[] Part(string name, byte[] content)
        {
            byte[] body = [.. Encoding.ASCII.GetBytes(name), .. content];
            var length = new byte[4];
            System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(length, content.Length);
            return [.. length, .. body, 0, 0, 0, 0];
        }

        return [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, .. Part("IHDR", [0, 0, 0, 4, 0, 0, 0, 2, bits, kind, 0, 0, 0]), .. Part("IDAT", packed.ToArray()), .. Part("IEND", [])];
    }

    [Test]
    public void What_is_to_be_paid_is_said_as_far_as_it_is_known()
    {
        string Costs(OwnContribution contribution) => DecisionText.Of(Decided(DecisionKind.Grant) with { Contribution = contribution }, Dutch).Parts.Single(part => part.Heading == "Wat het u kost").Sentences[0];
        Assert.That(Costs(new(new Money(2180), null)), Does.Contain("€\u00A021,80").And.Contain("CAK stuurt u een rekening"));
        Assert.That(Costs(new(null, "wheelchair")), Does.Contain("rolstoel"));
        Assert.That(Costs(new(null, "underage")), Does.Contain("18"));
        Assert.That(Costs(new(null, "protected")), Does.Contain("beschermd wonen").And.Contain("inkomen"));
        Assert.That(Costs(new(null, "shelter")), Does.Contain("opvang"));
        Assert.That(Costs(new(null, null)), Does.Contain("CAK"));
    }
}
