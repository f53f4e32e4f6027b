using System.Globalization;
using System.Text;
using Budget.Core;
using Budget.Core.Invoices;
using Budget.Core.Iwmo;
using FsCheck;
using FsCheck.Fluent;
using NUnit.Framework;
using static Budget.Tests.Unit.DeclarationExample;

namespace Budget.Tests.Unit;

public sealed class DeclarationWritingTests
{
    [Test]
    public void Reading_what_was_written_gives_the_same_declaration() =>
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
        {
            var declaration = Random(new Random(seed));
            return Figures(Read(Bytes(declaration)).Message!).SequenceEqual(Figures(declaration));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Test]
    public void What_is_written_validates_against_the_published_schema()
    {
        var schemas = DeclarationSchema.Load("WMO323.xsd");
        foreach (var seed in Enumerable.Range(0, 200))
        {
            Assert.That(DeclarationSchema.FirstErrorIn(Bytes(Random(new Random(seed))), schemas), Is.Null);
        }
    }

    [Test]
    public void The_published_sample_is_written_as_it_was()
    {
        var sample = File.ReadAllText(Published("samples", "WMO323.xml"));
        var declaration = ReadDeclaration.Read(new MemoryStream(Encoding.UTF8.GetBytes(sample)), new DateOnly(2023, 5, 8)).Message!;

        var expected = sample.Replace("\r", "", StringComparison.Ordinal).Replace("\"UTF-8\"", "\"utf-8\"", StringComparison.Ordinal).Replace("schema\" >", "schema\">", StringComparison.Ordinal).TrimEnd();
        Assert.That(Encoding.UTF8.GetString(Bytes(declaration)), Is.EqualTo(expected));
    }

    [Test]
    public void The_same_declaration_gives_the_same_bytes_without_a_byte_order_mark()
    {
        var bytes = Bytes(Valid);

        Assert.That(bytes, Is.EqualTo(Bytes(Valid)));
        Assert.That(bytes[0], Is.EqualTo((byte)'<'));
    }

    [Test]
    public void Lines_are_grouped_by_client_in_order_of_first_appearance()
    {
        var mixed = Valid with { Lines = [Debit, Euros, Credit] };

        Assert.That(Read(Bytes(mixed)).Message!.Lines.Select(line => line.Reference), Is.EqualTo(["RN001", "RN002", "RN003"]));
    }

    [Test]
    public void Twenty_thousand_lines_fit_in_a_message_and_are_read_within_seconds()
    {
        var lines = Enumerable.Range(1, 20_000).Select(number => Debit with { Number = number, Reference = $"R{number}" }).ToList();
        var file = Bytes(Valid with { Lines = lines, Total = new Money(12720L * lines.Count) });
        var clock = System.Diagnostics.Stopwatch.StartNew();

        Assert.That(Read(file).Message?.Lines, Has.Count.EqualTo(20_000));
        Assert.That(clock.Elapsed, Is.LessThan(TimeSpan.FromSeconds(3)));
    }

    private static Declaration Random(Random random)
    {
        string Characters(int maximum, string from) => string.Concat(Enumerable.Range(0, random.Next(1, maximum + 1)).Select(_ => from[random.Next(from.Length)]));
        string Awkward(int maximum) => "x" + Characters(maximum - 1, "aZ09 <>&'\"]-é\t");
        T One<T>(params T[] choices) => choices[random.Next(choices.Length)];

        var lines = new List<DeclarationLine>();
        foreach (var bsn in (string[])["999900018", "999900006", "999990019"])
        {
            for (var count = random.Next(1, 4); count > 0; count--)
            {
                var month = Period.Month(random.Next(2022, 2026), random.Next(1, 13));
                var startsOn = month.StartsOn.AddDays(random.Next(0, 28));
                var isEuro = random.Next(4) == 0;
                var amount = random.Next(0, 100_000_000);
                var isCredit = amount > 0 && random.Next(2) == 0;
                lines.Add(new DeclarationLine(
                    lines.Count + 1, bsn, Characters(20, "aZ09 \r\n\t<&>é"), isCredit || random.Next(3) == 0 ? Awkward(20) : null, random.Next(0, 1_000_000_000),
                    One("01", "02", "10", "18"), Awkward(5), new Period(startsOn, startsOn.AddDays(random.Next(0, month.EndsOn.DayNumber - startsOn.DayNumber + 1))),
                    isEuro ? amount : random.Next(0, 100_000_000), isEuro ? "83" : One("01", "04", "14", "16", "82", "84"),
                    isEuro && random.Next(2) == 0 ? null : new Money(random.Next(0, 100_000_000)), new Money(amount), isCredit, XmlLine: 0));
            }
        }

        var header = new MessageHeader(random.Next(10_000_000, 99_999_999).ToString(CultureInfo.InvariantCulture), One("0406", "0402"), Awkward(12), Today.AddDays(-random.Next(0, 400)), "1.0.0", "1.0.0");
        var total = lines.Aggregate(Money.Zero, (sum, line) => sum + line.SignedAmount);
        return new Declaration(header, Characters(12, "aZ09"), Period.Month(random.Next(2022, 2026), random.Next(1, 13)), Today.AddDays(-random.Next(0, 400)), total, lines);
    }
}
