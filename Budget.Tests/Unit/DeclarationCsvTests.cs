using System.Globalization;
using System.Text;
using Budget.Core.Invoices;
using Budget.Core.Statements;

namespace Budget.Tests.Unit;

/// <summary>A declaration as CSV: what is right is read, and whatever else a file holds is told in one sentence a mistake.</summary>
public sealed class DeclarationCsvTests
{
    private static readonly string[] Languages = ["nl", "en"];
    private static readonly string[] EveryKind =
    [
        "version 2 versie", "town 2 gemeente", "month 2 maand", "number 2 toewijzing", "one-day 2 einde", "volume 2 aantal", "rate 2 tarief", "amount 2 bedrag", "reference 2 referentie", "reference 2 vorige_referentie",
        "reversed 3 einde", "town-differs 4 gemeente", "month-differs 4 maand", "over-months 4 einde", "cells 5",
    ];
    private static readonly string[] TooMany = ["too-many-rows 0"];
    private static readonly DeliveredHelp[] OneLine = [new(12, new(2.5m))];
    private static readonly string Header = string.Join(';', DeclarationCsv.Columns);

    private static ReadDeclarationCsv.Reading Read(string text) => ReadDeclarationCsv.Read(Encoding.UTF8.GetBytes(text));

    private static string[] Mistakes(string text) => [.. Read(text).Mistakes.Select(one => $"{one.Code} {one.Line} {one.Column}".Trim())];

    [Test]
    public void The_example_is_right_and_the_template_has_nothing_to_send()
    {
        var example = ReadDeclarationCsv.Read(DeclarationCsv.Example());
        Assert.That(example.Mistakes, Is.Empty);
        Assert.That((example.Entry!.MunicipalityCode, example.Entry.Month), Is.EqualTo(("0406", new DateOnly(2026, 5, 1))));
        Assert.That(example.Entry.Delivered, Is.EqualTo(new DeliveredHelp[]
        {
            new(100_001, new(12)),
            new(100_002, new(9), new Period(new(2026, 5, 4), new(2026, 5, 31)), new Money(6450), new Money(58_050), "R2026-0012"),
            new(100_003, new(8), Period.Month(2026, 4), new Money(3120), new Money(24_960), "R2026-0013", "R2026-0007"),
        }));
        Assert.That(example.Lines, Is.EqualTo([2L, 3L, 4L]));
        Assert.That(ReadDeclarationCsv.Read(DeclarationCsv.Template()).Mistakes.Single().Code, Is.EqualTo("no-rows"));
    }

    [TestCase("\uFEFF")]
    [TestCase("")]
    public void A_file_is_read_with_and_without_a_mark_and_as_a_spreadsheet_leaves_it(string mark) =>
        Assert.That(Read($"{mark}{Header}\r\n\"1\";406;202605;12; ; ;\"2,5\";;;;\r\n\r\n").Entry!.Delivered, Is.EqualTo(OneLine));

    [Test]
    public void All_mistakes_are_told_at_once_with_line_and_column()
    {
        Assert.That(Mistakes($"{Header}\n2;x;2026-05;a;1-1-2026;;veel;-1;1.2.3;een te lange referentie;é\n1;0406;202605;1;31-05-2026;01-05-2026;1;;;;\n1;0402;202606;1;01-04-2026;01-05-2026;1;;;;\n1;0406;202605;1"), Is.EqualTo(EveryKind));
        var many = Read($"{Header}\n{string.Concat(Enumerable.Repeat("1;0406;202605;x;;;1;;;;\n", 200))}");
        Assert.That((many.Mistakes.Count, many.Mistakes[^1].Line, many.Entry), Is.EqualTo((ReadDeclarationCsv.MostMistakes, 51L, (DeclareHelp.Entry?)null)));
    }

    private static IEnumerable<TestCaseData> Hostile()
    {
        yield return new TestCaseData("", "empty").SetName("{m}(nothing)");
        yield return new TestCaseData("\n\n\n", "empty").SetName("{m}(empty lines)");
        yield return new TestCaseData("a;b\n1;2", "header-missing").SetName("{m}(other columns)");
        yield return new TestCaseData($"{Header};{DeclarationCsv.Town}\n", "header-twice").SetName("{m}(a column twice)");
        yield return new TestCaseData($"{Header};=HYPERLINK(x)\n", "header-unknown").SetName("{m}(an unknown column)");
        yield return new TestCaseData($"{string.Join(';', DeclarationCsv.Columns.Reverse())}\n", "header-order").SetName("{m}(reordered)");
        yield return new TestCaseData($"{Header.Replace(';', ',')}\n1,0406", "header-missing").SetName("{m}(commas)");
        yield return new TestCaseData($"{Header}\n\"1;0406", "not-csv").SetName("{m}(a quote that stays open)");
        yield return new TestCaseData($"{Header}\n1;0406;202605;\"12\"34;;;1;;;;", "not-csv").SetName("{m}(a quote inside)");
        yield return new TestCaseData($"{Header}\n1;0406;202605;\"1\n2\";;;1;;;;", "not-csv").SetName("{m}(a line break in a cell)");
        yield return new TestCaseData($"{Header}\n1;0406;202605;{new string('9', 1 << 20)};;;1;;;;", "too-long").SetName("{m}(a cell of a megabyte)");
        yield return new TestCaseData(new string('x', 1 << 20), "header-missing").SetName("{m}(a header of a megabyte)");
        yield return new TestCaseData($"{Header}\n1;0406;202605;1\0;;;1;;;;", "not-utf8").SetName("{m}(a NUL)");
        yield return new TestCaseData($"{Header}\n1;0406;202605;=HYPERLINK(1);;;1;;;;", "number").SetName("{m}(a formula)");
        yield return new TestCaseData($"{Header}\n1;0406;202605;1;;;1;;;=1+1;", "reference").SetName("{m}(a formula as reference)");
        yield return new TestCaseData($"{Header}\n1;0406;202605;1;;;1;;;;\u202Ex", "reference").SetName("{m}(a sign that turns text around)");
    }

    [TestCaseSource(nameof(Hostile))]
    public void Whatever_a_file_holds_it_gets_one_clear_sentence(string text, string code)
    {
        var reading = Read(text);
        Assert.That(reading.Mistakes.Select(one => one.Code), Is.EqualTo(new[] { code }));
        var sentence = CsvMistakeText.For(reading.Mistakes[0], CultureInfo.GetCultureInfo("nl"));
        Assert.That(sentence, Has.Length.LessThan(250).And.Not.Contain("HYPERLINK").And.EndWith("."));
    }

    [Test]
    public void Another_encoding_and_a_file_that_is_too_large_are_told()
    {
        Assert.That(ReadDeclarationCsv.Read(Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes(Header)).ToArray()).Mistakes.Single().Code, Is.EqualTo("not-utf8"));
        Assert.That(ReadDeclarationCsv.Read(Encoding.Latin1.GetBytes($"{Header}\n1;0406;202605;1;;;1;;;é;")).Mistakes.Single().Code, Is.EqualTo("not-utf8"));
        Assert.That(ReadDeclarationCsv.Read(new byte[(25 * 1024 * 1024) + 1]).Mistakes.Single().Code, Is.EqualTo("too-large"));
        Assert.That(Mistakes($"{Header}\n{string.Concat(Enumerable.Repeat("1;0406;202605;1;;;1;;;;\n", ReadDeclarationCsv.MostRows + 1))}"), Is.EqualTo(TooMany));
    }

    [Test]
    public void Ten_thousand_rows_take_little_more_than_what_they_say()
    {
        var file = Encoding.UTF8.GetBytes($"{Header}\n{string.Concat(Enumerable.Range(1, 10_000).Select(row => string.Create(CultureInfo.InvariantCulture, $"1;0406;202605;{row};01-05-2026;31-05-2026;12;31,20;374,40;R{row};\n")))}");
        ReadDeclarationCsv.Read(file);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var reading = ReadDeclarationCsv.Read(file);
        Assert.That((reading.Entry!.Delivered.Count, (GC.GetAllocatedBytesForCurrentThread() - before) / 10_000), Is.EqualTo((10_000, 0L)).Using<(int, long)>((left, right) => left.Item1 == right.Item1 && left.Item2 < 4_000), "bytes a row");
    }

    [Test]
    public void Every_mistake_has_a_sentence_in_both_languages()
    {
        foreach (var culture in Languages.Select(CultureInfo.GetCultureInfo))
        {
            Assert.That(CsvMistake.OfTheFile.Concat(CsvMistake.OfALine).Select(code => CsvMistakeText.For(new CsvMistake(code, 7, "aantal", "Detail."), culture)), Is.All.EndsWith("."));
        }
    }
}
