using System.Text;
using System.Text.RegularExpressions;
using Budget.Core;
using Budget.Core.Invoices;
using NUnit.Framework;
using static Budget.Tests.Unit.DeclarationExample;

namespace Budget.Tests.Unit;

public sealed class DeclarationAnswerTests
{
    private static readonly AnswerHeader Header = new(Valid.Header, "0406", "ANTWOORD1", new DateOnly(2026, 6, 10));

    [Test]
    public void A_fully_accepted_declaration_is_answered_with_8001_and_no_lines()
    {
        var answer = Answer(Valid.Total);

        Assert.That(Values(answer, "RetourCode"), Is.EqualTo(["0200", "8001"]));
        Assert.That(Values(answer, "TotaalBedrag"), Is.EqualTo(["30000", "30000"]));
        Assert.That(answer, Does.Not.Contain("Clienten").And.Not.Contain("Bsn"));
    }

    [Test]
    public void Only_rejected_lines_are_answered_each_with_its_codes_in_order()
    {
        var answer = Answer(new Money(-12720), new RejectedLine(Debit, [ReturnCode.OtherUnit, ReturnCode.AboveBudget]), new RejectedLine(Euros, [ReturnCode.SecondDebit]));

        Assert.That(Values(answer, "RetourCode"), Is.EqualTo(["0200", "9341", "9369", "0200", "9389", "0200", "0200"]));
        Assert.That(Values(answer, "ReferentieNummer"), Is.EqualTo(["RN001", "RN003"]));
        Assert.That(Values(answer, "TotaalBedrag"), Is.EqualTo(["30000", "12720"]));
        Assert.That(Values(answer, "DebetCredit"), Is.EqualTo(["D", "C", "D", "D"]));
    }

    [Test]
    public void The_answer_goes_back_to_the_sender_and_names_the_message_it_answers()
    {
        var answer = Answer(Valid.Total);

        Assert.That((Values(answer, "Afzender")[0], Values(answer, "Ontvanger")[0], Values(answer, "BerichtCode")[0]), Is.EqualTo(("0406", "65656055", "485")));
        Assert.That(Values(answer, "Identificatie"), Is.EqualTo(["ANTWOORD1", "BERICHT1"]));
        Assert.That(Values(answer, "Dagtekening"), Is.EqualTo(["2026-06-10", "2026-06-06"]));
    }

    [Test]
    public void A_message_refused_as_a_whole_is_answered_with_a_header_only()
    {
        var answer = Refusal(ReturnCode.TechnicallyRejected);

        Assert.That(Values(answer, "RetourCode"), Is.EqualTo(["0001"]));
        Assert.That(answer, Does.Not.Contain("DeclaratieAntwoord"));
    }

    [Test]
    public void Every_kind_of_answer_validates_against_the_schema()
    {
        var schemas = DeclarationSchema.Load("WMO325.derived.xsd");
        var all = new RejectedLine(Debit, ReturnCode.All);
        string[] answers =
        [
            Answer(Valid.Total), Answer(new Money(17280), all), Answer(new Money(42720), new RejectedLine(Credit, [ReturnCode.CreditWithoutDebit])),
            Answer(new Money(-12720), all, new RejectedLine(Euros, [ReturnCode.SecondDebit])), .. ReturnCode.All.Select(Refusal),
        ];

        Assert.That(answers.Select(answer => DeclarationSchema.FirstErrorIn(Encoding.UTF8.GetBytes(answer), schemas)), Is.All.Null);
    }

    [Test]
    public void Totals_that_the_rejected_lines_do_not_explain_are_never_sent()
    {
        Assert.That(() => Answer(Money.Zero), Throws.ArgumentException);
        Assert.That(() => Answer(new Money(17280), new RejectedLine(Debit, [])), Throws.ArgumentException);
    }

    private static string Answer(Money accepted, params RejectedLine[] rejected) =>
        Written(file => WriteDeclarationAnswer.Write(file, Header, Valid.Number, Valid.Total, accepted, rejected));

    private static string Refusal(ReturnCode reason) => Written(file => WriteDeclarationAnswer.WriteRefusal(file, Header, reason));

    private static string Written(Action<Stream> write)
    {
        using var file = new MemoryStream();
        write(file);
        return Encoding.UTF8.GetString(file.ToArray());
    }

    private static string[] Values(string xml, string name) => [.. Regex.Matches(xml, $"<[a-z0-9]+:{name}>([^<]*)</", RegexOptions.None, TimeSpan.FromSeconds(1)).Select(match => match.Groups[1].Value)];
}
