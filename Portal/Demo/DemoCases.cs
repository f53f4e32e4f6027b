using Budget.Core;
using Budget.Core.Invoices;
using Budget.Core.Investigations;
using Budget.Core.Storage;
using Budget.Core.SupportRequests;
using static Portal.Demo.DemoTown;

namespace Portal.Demo;

/// <summary>What people of the demo town do besides the straight way: some hand in a plan, some add a remark, some do not agree and a colleague begins to write again.</summary>
internal static class DemoCases
{
    public static async Task Plan(Database town, Actor resident, IdempotencyKey key, string request)
    {
        if (Of(request) % 3 == 0)
        {
            Must(await new HandInPlan(town).Do(resident, key, new(request, "Mijn plan: iemand die op vaste dagen komt, liefst steeds dezelfde. Mijn buurvrouw doet de boodschappen.")));
        }
    }

    /// <param name="open">Which of the cases this is in which nothing is granted, from 0; none when something is.</param>
    public static async Task Answer(Database town, Actor resident, Actor caseworker, Func<IdempotencyKey> key, string request, int? open)
    {
        var answer = (open, Of(request) % 8) switch { (null, 6) => ReportAnswer.Disagree, ({ } place, _) when place % 3 == 1 => ReportAnswer.Disagree, (_, 3 or 7) => ReportAnswer.Remarks, _ => ReportAnswer.Agree };
        var remarks = answer switch
        {
            ReportAnswer.Disagree => "De was lukt mij niet meer. Dat staat er anders in.",
            ReportAnswer.Remarks => "Op dinsdag ben ik altijd weg.",
            _ => "",
        };
        Must(await new AnswerReport(town).Do(resident, key(), new(request, 1, answer, remarks, Applies: open is null or 0 or 2)));
        if (open is null && answer == ReportAnswer.Disagree)
        {
            // Not agreed at first; the next version is.
            var content = new ReportDraft.Content(new Dictionary<string, string> { ["a"] = "Hulp bij de was en in huis." }, "Toekennen, met de was erbij.", "U heeft gelijk over de was.");
            Must(await new WriteReport(town).Do(caseworker, key(), new(request, content.Findings, content.Advice) { Reply = content.Reply, After = 1, Plan = 1 }));
            Must(await new AnswerReport(town).Do(resident, key(), new(request, 2, ReportAnswer.Agree, "", Applies: true)));
        }
        else if (answer == ReportAnswer.Disagree)
        {
            Must(await new ReportDraft(town).Save(caseworker, request, 0, new(new Dictionary<string, string> { ["a"] = "Hulp bij de was en in huis." }, "Toekennen, met de was erbij.", "U heeft gelijk over de was.", After: 1)));
        }
    }

    /// <summary>As a provider sends it who forgets that a rate was agreed.</summary>
    public static Declaration WithWrongRate(Declaration declaration)
    {
        var first = declaration.Lines[0];
        var rate = new Money(first.Rate!.Value.Cents + 150);
        var wrong = first with { Rate = rate, Amount = new Money(rate.Cents * first.Volume) };
        return declaration with { Total = declaration.Total - first.Amount + wrong.Amount, Lines = [wrong, .. declaration.Lines.Skip(1)] };
    }

    /// <summary>Of a number the part that counts: decides, the same each time, who does what.</summary>
    private static int Of(string request) => int.Parse(request[^3..], System.Globalization.CultureInfo.InvariantCulture);
}
