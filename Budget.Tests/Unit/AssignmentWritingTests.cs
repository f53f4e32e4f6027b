using System.Text;
using Budget.Core;
using Budget.Core.Iwmo;
using FsCheck;
using FsCheck.Fluent;
using NUnit.Framework;
using static Budget.Tests.Unit.AssignmentExample;

namespace Budget.Tests.Unit;

public sealed class AssignmentWritingTests
{
    private static readonly OutgoingHeader ToProvider = new("0384", "65656055", "876543219", new DateOnly(2023, 4, 2));

    [Test]
    public void Reading_what_was_written_gives_the_same_message([Values("WMO305", "WMO307", "WMO315", "WMO317")] string kind) =>
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
        {
            var example = KindOf(kind);
            var (file, facts) = example.Random(seed);
            return example.Read(file).Facts!.SequenceEqual(facts);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Test]
    public void What_a_provider_sends_validates_against_the_published_schema([Values("WMO305", "WMO307", "WMO315", "WMO317")] string kind)
    {
        var example = KindOf(kind);
        var schemas = DeclarationSchema.Load($"{example.Kind.Name}.xsd");

        foreach (var file in Enumerable.Range(0, 200).Select(seed => example.Random(seed).File).Append(Encoding.UTF8.GetBytes(example.Text)))
        {
            Assert.That(DeclarationSchema.FirstErrorIn(file, schemas), Is.Null, Encoding.UTF8.GetString(file));
        }
    }

    [Test]
    public void An_allocation_validates_against_the_published_schema()
    {
        var schemas = DeclarationSchema.Load("WMO301.xsd");

        foreach (var seed in Enumerable.Range(0, 200))
        {
            Assert.That(DeclarationSchema.FirstErrorIn(Bytes(new RandomMessages(seed).Allocation(), WriteAllocation.Write), schemas), Is.Null, $"seed {seed}");
        }
    }

    [Test]
    public void An_answer_validates_against_the_published_schema()
    {
        var schemas = DeclarationSchema.Load("WMO319.xsd");

        foreach (var seed in Enumerable.Range(0, 200))
        {
            Assert.That(DeclarationSchema.FirstErrorIn(Bytes(new RandomMessages(seed).Answer(), WriteRequestAnswer.Write), schemas), Is.Null, $"seed {seed}");
        }
    }

    [Test]
    public void The_published_answer_is_written_as_it_was()
    {
        var sample = File.ReadAllText(DeclarationExample.Published("samples", "WMO319.xml"));

        var written = Text(RequestAnswer.Refuse(ToProvider, "9003", ReasonOfRefusal.OfContent), WriteRequestAnswer.Write);

        Assert.That(written, Is.EqualTo(sample.Replace("\r", "", StringComparison.Ordinal).Replace("\"UTF-8\"", "\"utf-8\"", StringComparison.Ordinal).TrimEnd()));
    }

    [Test]
    public void A_request_that_is_looked_into_has_no_reason_of_refusal()
    {
        var written = Text(RequestAnswer.Investigate(ToProvider, "9003"), WriteRequestAnswer.Write);

        Assert.That(written, Does.Contain("<wmo319:VerzoekAntwoord>2<").And.Not.Contain("RedenAfwijzingVerzoek"));
    }

    [Test]
    public void An_allocation_says_what_to_give_to_whom_and_nothing_else()
    {
        var allocation = new Allocation(ToProvider, TheClient with { Surname = "Özdemir-Šimić" }, NameUse.Own, AddressKind.Registered,
        [
            new AllottedProduct(
                20072, "ONZE-REF-1", Product, new DateOnly(2023, 4, 2), new TimeOnly(9, 5, 7, 999), new DateOnly(2023, 5, 1), new DateOnly(2023, 12, 31), ReasonOfChange: null,
                ThreeHoursAWeek, Budget: null),
            new AllottedProduct(
                20073, Reference: null, new MessageProduct("10", Code: null), new DateOnly(2023, 4, 2), new TimeOnly(9, 5, 8), new DateOnly(2023, 5, 1), EndsOn: null,
                ReasonOfChange.OtherProvider, Extent: null, new Money(150_000)),
        ]);

        var written = Text(allocation, WriteAllocation.Write);

        Assert.That(written[written.IndexOf("\t<wmo301:Client>", StringComparison.Ordinal)..], Is.EqualTo("""
            	<wmo301:Client>
            		<wmo301:Bsn>999900006</wmo301:Bsn>
            		<wmo301:Geboortedatum>
            			<iwmo:Datum>1967-08-13</iwmo:Datum>
            		</wmo301:Geboortedatum>
            		<wmo301:Geslacht>0</wmo301:Geslacht>
            		<wmo301:Naam>
            			<iwmo:Geslachtsnaam>
            				<iwmo:Achternaam>Özdemir-Šimić</iwmo:Achternaam>
            				<iwmo:Voorvoegsel>de</iwmo:Voorvoegsel>
            			</iwmo:Geslachtsnaam>
            			<iwmo:NaamGebruik>1</iwmo:NaamGebruik>
            		</wmo301:Naam>
            		<wmo301:Contactgegevens>
            			<wmo301:Contact>
            				<wmo301:Soort>01</wmo301:Soort>
            			</wmo301:Contact>
            		</wmo301:Contactgegevens>
            		<wmo301:ToegewezenProducten>
            			<wmo301:ToegewezenProduct>
            				<wmo301:ToewijzingNummer>20072</wmo301:ToewijzingNummer>
            				<wmo301:ReferentieAanbieder>ONZE-REF-1</wmo301:ReferentieAanbieder>
            				<wmo301:Product>
            					<iwmo:Categorie>01</iwmo:Categorie>
            					<iwmo:Code>01A11</iwmo:Code>
            				</wmo301:Product>
            				<wmo301:Toewijzingsdatum>2023-04-02</wmo301:Toewijzingsdatum>
            				<wmo301:Toewijzingstijd>09:05:07</wmo301:Toewijzingstijd>
            				<wmo301:Ingangsdatum>2023-05-01</wmo301:Ingangsdatum>
            				<wmo301:Einddatum>2023-12-31</wmo301:Einddatum>
            				<wmo301:Omvang>
            					<iwmo:Volume>3</iwmo:Volume>
            					<iwmo:Eenheid>04</iwmo:Eenheid>
            					<iwmo:Frequentie>2</iwmo:Frequentie>
            				</wmo301:Omvang>
            			</wmo301:ToegewezenProduct>
            			<wmo301:ToegewezenProduct>
            				<wmo301:ToewijzingNummer>20073</wmo301:ToewijzingNummer>
            				<wmo301:Product>
            					<iwmo:Categorie>10</iwmo:Categorie>
            				</wmo301:Product>
            				<wmo301:Toewijzingsdatum>2023-04-02</wmo301:Toewijzingsdatum>
            				<wmo301:Toewijzingstijd>09:05:08</wmo301:Toewijzingstijd>
            				<wmo301:Ingangsdatum>2023-05-01</wmo301:Ingangsdatum>
            				<wmo301:RedenWijziging>09</wmo301:RedenWijziging>
            				<wmo301:Budget>150000</wmo301:Budget>
            			</wmo301:ToegewezenProduct>
            		</wmo301:ToegewezenProducten>
            	</wmo301:Client>
            </wmo301:Bericht>
            """));
    }

    [Test]
    public void A_reference_of_twenty_digits_keeps_its_zeros()
    {
        var request = Change with { Reference = "00000000000000000012" };

        Assert.That(ReadChangeRequest.Read(new MemoryStream(Bytes(request, WriteChangeRequest.Write))).Message!.Reference, Is.EqualTo("00000000000000000012"));
    }

    [Test]
    public void The_same_message_gives_the_same_bytes_without_a_byte_order_mark()
    {
        var bytes = Bytes(Start, WriteStart.Write);

        Assert.That(bytes, Is.EqualTo(Bytes(Start, WriteStart.Write)));
        Assert.That(bytes[0], Is.EqualTo((byte)'<'));
    }

    private static string Text<T>(T message, Action<Stream, T> write) => Encoding.UTF8.GetString(Bytes(message, write));
}
