using System.Globalization;
using System.Text;
using Budget.Core.HelperPayments;
using Budget.Core.Statements;

namespace Budget.Tests.Unit;

/// <summary>What comes back from the SVB: what is right is read, and whatever else a file holds is told in one sentence a mistake.</summary>
internal sealed class SvbAnswerTests
{
    private static readonly DateOnly Today = new(2026, 6, 15);
    private static readonly CultureInfo[] Languages = [CultureInfo.GetCultureInfo("nl"), CultureInfo.GetCultureInfo("en")];

    [Test]
    public void What_is_right_is_read()
    {
        var read = Svb.Read(Today, "1;S2026-000001-00001;betaald;14-06-2026;", " 1 ;S2026-000001-00002;geweigerd;15-06-2026;naam-klopt-niet", "1;S2026-000001-00003;teruggekomen;01-06-2026;anders");
        Assert.That(read.Mistakes, Is.Empty);
        Assert.That(read.Words, Is.EqualTo(new[]
        {
            new ReadSvbAnswer.Word("S2026-000001-00001", SvbOutcome.Paid, new(2026, 6, 14), Why: null),
            new ReadSvbAnswer.Word("S2026-000001-00002", SvbOutcome.Refused, new(2026, 6, 15), SvbReason.NameDiffers),
            new ReadSvbAnswer.Word("S2026-000001-00003", SvbOutcome.Returned, new(2026, 6, 1), SvbReason.Other),
        }));
    }

    [TestCase("2;S2026-000001-00001;betaald;14-06-2026;", "version 2 versie")]
    [TestCase("1;;betaald;14-06-2026;", "reference-missing 2 kenmerk")]
    [TestCase("1;S1;Betaald;14-06-2026;", "outcome 2 uitkomst")]
    [TestCase("1;S1;betaald;31-06-2026;", "day 2 datum")]
    [TestCase("1;S1;betaald;16-06-2026;", "day-ahead 2 datum")]
    [TestCase("1;S1;betaald;14-06-2026;anders", "reason 2 reden")]
    [TestCase("1;S1;geweigerd;14-06-2026;", "reason 2 reden")]
    [TestCase("1;S1;geweigerd;14-06-2026;geen-zin", "reason 2 reden")]
    [TestCase("1;S1;betaald;14-06-2026;\r\n1;S1;betaald;14-06-2026;", "reference-twice 3 kenmerk")]
    [TestCase("1;S1;betaald;14-06-2026", "cells 2 ")]
    [TestCase("1;S1;\"betaald;14-06-2026;", "not-csv 2 ")]
    public void What_is_wrong_is_told_with_its_place_and_nothing_of_it_is_taken(string lines, string told)
    {
        var read = Svb.Read(Today, lines);
        Assert.That(read.Mistakes.Select(mistake => $"{mistake.Code} {mistake.Line} {mistake.Column}"), Is.EqualTo(new[] { told }));
        Assert.That(read.Words, Is.Empty);
        foreach (var culture in Languages)
        {
            Assert.That(CsvMistakeText.For(read.Mistakes[0], culture), Does.EndWith(".").And.Not.Contain("geen-zin").And.Not.EqualTo(read.Mistakes[0].Code));
        }
    }

    [Test]
    public void Each_reason_has_a_code_and_a_sentence_in_each_language()
    {
        Assert.That(SvbReasons.All.Select(one => one.Reason), Is.EquivalentTo(Enum.GetValues<SvbReason>()));
        foreach (var culture in Languages)
        {
            Assert.That(SvbReasons.All.Select(one => one.Reason.Text(culture)).Distinct().ToList(), Has.Count.EqualTo(Enum.GetValues<SvbReason>().Length).And.All.EndWith("."));
        }
    }

    [Test]
    public void A_file_of_anything_is_answered()
    {
        foreach (var file in new[] { "", "\0", "x", "versie;kenmerk", string.Join(';', ReadSvbAnswer.Columns), new string(';', 10_000) })
        {
            Assert.That(ReadSvbAnswer.Read(Encoding.UTF8.GetBytes(file), Today).Mistakes, Has.Count.EqualTo(1), file.Length > 40 ? "long" : file);
        }
    }
}
