using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Budget.Core.Budgets;
using Budget.Core.Closing;
using Budget.Core.Decisions;
using Budget.Core.Departures;
using Budget.Core.HelperPayments;
using Budget.Core.Ledger;
using Budget.Core.PersonHeld;

namespace Budget.Tests.Stories;

/// <summary>
/// Tells a story on a town of its own: the day on which it is done, and what is done. What the ledger writes comes out as a journal, in which money leaves one account for another; what is refused comes out as its sentence.
/// </summary>
internal sealed partial class Told
{
    private static readonly CultureInfo Dutch = CultureInfo.GetCultureInfo("nl-NL");
    private static readonly Dictionary<string, string> Accounts = new(StringComparer.Ordinal)
    {
        ["fund"] = "gemeente",
        ["available"] = "vrij",
        ["reserved"] = "gereserveerd",
        ["payable"] = "te betalen",
        ["paid"] = "betaald",
    };

    private readonly StringBuilder journal = new();
    private readonly Dictionary<string, (string Number, Actor Helper)> helpers = new(StringComparer.Ordinal);
    private readonly Town town;
    private Grant grant = null!;
    private long written;
    private string lastOrder = "";

    /// <summary>Who answers hours: the holder, and a caseworker once the holder died.</summary>
    private Actor? answers;

    private Told(Town town) => this.town = town;

    public static async Task<string> From(string story)
    {
        await using var place = await Town.On(Engine.Sqlite);
        var told = new Told(place);
        foreach (var line in story.ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimEnd()))
        {
            if (line.Length == 0 || line[0] == ';')
            {
                told.journal.AppendLine(line);
            }
            else
            {
                await told.Do(line);
            }
        }

        await told.Overview();
        await place.MustBeSound();
        await KeptBeside.MustAgree(place);
        return told.journal.ToString().ReplaceLineEndings("\n");
    }

    private async Task Do(string line)
    {
        var when = DateOnly.ParseExact(line[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture);
        if (when > town.Today)
        {
            town.Clock.GoTo(when);
        }

        Assert.That(town.Today, Is.EqualTo(when), $"a story goes on and never back: {line}");
        var step = line[10..].Trim();
        journal.AppendLine(CultureInfo.InvariantCulture, $"{when:yyyy-MM-dd} {step}");
        foreach (var (pattern, deed) in Deeds)
        {
            if (pattern.Match(step) is { Success: true } match)
            {
                if (await deed(this, match) is { } refused)
                {
                    journal.AppendLine(CultureInfo.InvariantCulture, $"    ; nee: {RefusalText.For(refused, Dutch)}");
                }

                await Write();
                return;
            }
        }

        Assert.Fail($"Nobody knows what this means: {line}");
    }

    /// <summary>The postings since the last time.</summary>
    private async Task Write()
    {
        var lines = (await new BudgetOverview(town.Database).Of(town.Finance, grant.BudgetNumber))!.Postings.Where(posting => posting.Number > written).OrderBy(posting => posting.Number).ToList();
        foreach (var line in lines)
        {
            journal.AppendLine(CultureInfo.InvariantCulture, $"    ; {line.Number}. {PostingText.For(line, Dutch).Replace('\u00A0', ' ')}");
            journal.AppendLine(CultureInfo.InvariantCulture, $"    {Accounts[line.FromAccount],-14} {"-" + line.Amount.ToDecimalComma(),12}");
            journal.AppendLine(CultureInfo.InvariantCulture, $"    {Accounts[line.ToAccount],-14} {line.Amount.ToDecimalComma(),12}");
            written = line.Number;
        }
    }

    private async Task Overview()
    {
        var (balance, parts) = (await new BudgetOverview(town.Database).Of(grant.Resident.Actor, grant.BudgetNumber)) is { } answer ? (answer.Balance, answer.Parts) : throw new InvalidOperationException("There is no budget.");
        journal.AppendLine(CultureInfo.InvariantCulture, $"; toegekend {balance.Granted.ToDecimalComma()} = uitgegeven {parts.Spent.ToDecimalComma()} (betaald {balance.Paid.ToDecimalComma()}) + onderweg {parts.OnItsWay.ToDecimalComma()} + afgesproken {parts.Reserved.ToDecimalComma()} + vrij {parts.Free.ToDecimalComma()}");
    }

    /// <summary>What can happen, as a story says it.</summary>
    private static readonly (Regex Step, Func<Told, Match, Task<Refusal?>> Deed)[] Deeds =
    [
        (Granted(), async (told, match) =>
        {
            told.grant = await told.town.BudgetOf(Euros(match.Groups["euro"].Value).Cents / 100m, FundingForm.PersonHeld);
            return null;
        }),
        (Agreed(), (told, match) => told.Agree(match)),
        (Hours(), async (told, match) => (await told.Enter(match, told.helpers[match.Groups["wie"].Value].Helper)).Refusal),
        (Note(), async (told, match) => (await told.Enter(match, told.grant.Resident.Actor)).Refusal),
        (Month(), async (told, match) => (await new EnterClaimLine(told.town.Database).Do(told.helpers[match.Groups["wie"].Value].Helper, told.town.Key(), new(
            told.helpers[match.Groups["wie"].Value].Number, DateOnly.ParseExact($"{match.Groups["maand"].Value}-01", "yyyy-MM-dd", CultureInfo.InvariantCulture), IsWholeMonth: true, Time: null, Volume(match)))).Refusal),
        (Right(), (told, match) => told.Answer(match, AnswerClaimLine.Verdict.Approve)),
        (Less(), (told, match) => told.Answer(match, AnswerClaimLine.Verdict.Change, Volume(match))),
        (Wrong(), (told, match) => told.Answer(match, AnswerClaimLine.Verdict.Reject)),
        (Stops(), async (told, match) => (await new EndCareAgreement(told.town.Database).Do(told.grant.Resident.Actor, told.town.Key(), new(told.helpers[match.Groups["wie"].Value].Number, Day(match)))).Refusal),
        (Fixed(), async (told, _) =>
        {
            await new BookFixedPay(told.town.Database).Do();
            return null;
        }),
        (Unused(), async (told, _) =>
        {
            await new ReturnUnused(told.town.Database).Do();
            return null;
        }),
        (Died(), async (told, match) =>
        {
            told.answers = told.town.Caseworker;
            return (await new WriteDownDeparture(told.town.Database).Do(told.town.Caseworker, told.town.Key(), new(told.grant.RequestNumber, DepartureReason.Died, Day(match)))).Refusal;
        }),
        (Sent(), async (told, _) =>
        {
            var sent = await told.town.Send();
            told.lastOrder = sent.IsRefused ? told.lastOrder : sent.Value;
            return sent.Refusal;
        }),
        (Said(), (told, match) => told.Hear(match)),
        (Account(), async (told, match) =>
        {
            var number = told.helpers[match.Groups["wie"].Value].Number;
            var account = (await new HelperAccountOfAgreement(told.town.Database).Of(told.grant.Resident.Actor, number))!;
            return (await new ChangeHelperAccount(told.town.Database).Do(told.grant.Resident.Actor, told.town.Key(), new(number, account.Holder, match.Groups["iban"].Value, account.Number))).Refusal;
        }),
        (Reversed(), async (told, match) => (await told.town.Reverse(told.grant.BudgetNumber, long.Parse(match.Groups["boeking"].Value, CultureInfo.InvariantCulture))).Refusal),
    ];

    private async Task<Refusal?> Agree(Match match)
    {
        var name = match.Groups["wie"].Value;
        var kind = match.Groups["soort"].Value;
        var (helperKind, form, identifier) = kind switch
        {
            "zelfstandige" => (HelperKind.Freelancer, AgreementForm.Assignment, "12345678"),
            "organisatie" => (HelperKind.Professional, AgreementForm.Institution, "12345678"),
            "familie" => (HelperKind.Network, AgreementForm.Family, "999990019"),
            _ => (HelperKind.Network, AgreementForm.Assignment, "999990019"),
        };
        var (pay, rate, volume) = match.Groups["vast"].Success
            ? (AgreementPay.Allowance, match.Groups["vast"].Value, new Quantity(1))
            : (match.Groups["loon"].Success ? AgreementPay.Monthly : AgreementPay.Hours, match.Groups["tarief"].Value, Volume(match));
        var agreeing = new Agreeing { Town = town, Grant = grant, Helper = helpers.TryGetValue(name, out var known) ? known.Helper : await town.User(name, Role.Resident, "") };
        var drawn = await agreeing.DrawUp(new AgreementTerms(
            name, helperKind, form, identifier, "NL91ABNA0417164300", "Samen koken.", pay, Euros(rate), volume, Money.Zero,
            new Period(DateOnly.ParseExact(match.Groups["van"].Value, "yyyy-MM-dd", CultureInfo.InvariantCulture), DateOnly.ParseExact(match.Groups["tot"].Value, "yyyy-MM-dd", CultureInfo.InvariantCulture))));
        if (drawn.IsRefused)
        {
            return drawn.Refusal;
        }

        if (((await agreeing.Take(drawn.Value)).Refusal ?? (await agreeing.Sign(drawn.Value)).Refusal ?? (await agreeing.Decide(drawn.Value)).Refusal) is { } refused)
        {
            return refused;
        }

        helpers[name] = (drawn.Value, agreeing.Helper);
        return null;
    }

    private Task<Outcome<EnterClaimLine.Answer>> Enter(Match match, Actor by)
    {
        var day = Day(match);
        var worked = new WorkedTime(day, Clock(match.Groups["van"].Value), Clock(match.Groups["tot"].Value), match.Groups["pauze"].Success ? int.Parse(match.Groups["pauze"].Value, CultureInfo.InvariantCulture) : 0, match.Groups["tweede"].Success);
        return new EnterClaimLine(town.Database).Do(by, town.Key(), new(helpers[match.Groups["wie"].Value].Number, day, IsWholeMonth: false, worked, Volume: null));
    }

    private async Task<Refusal?> Answer(Match match, AnswerClaimLine.Verdict verdict, Quantity? less = null)
    {
        var lines = (await new ClaimLines(town.Database).Of(grant.Resident.Actor, helpers[match.Groups["wie"].Value].Number))!.Waiting;
        var line = lines.First(line => line.StartsOn == Day(match));
        if (line.IsLate)
        {
            journal.AppendLine(CultureInfo.InvariantCulture, $"    ; te laat: dat moest uiterlijk {line.EnterBy:yyyy-MM-dd}");
        }

        return (await new AnswerClaimLine(town.Database).Do(answers ?? grant.Resident.Actor, town.Key(), new(line.Id, verdict, less, verdict == AnswerClaimLine.Verdict.Approve ? "" : "Dat was anders."))).Refusal;
    }

    private async Task<Refusal?> Hear(Match match) => (await town.Hear([.. (await town.Order(lastOrder)).Lines
        .Where(line => !match.Groups["wie"].Success || line.HelperName == match.Groups["wie"].Value)
        .Select(line => Svb.Says(line.Reference, match.Groups["uitkomst"].Value, match.Groups["reden"].Value, town.Today.ToString("dd-MM-yyyy", CultureInfo.InvariantCulture)))])).Refusal;

    private static DateOnly Day(Match match) => DateOnly.ParseExact(match.Groups["dag"].Value, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static Quantity Volume(Match match) => Quantity.TryParse(match.Groups["uur"].Value, out var volume) ? volume : throw new FormatException(match.Value);

    private static Money Euros(string text) => Money.TryParse(text, out var euros) ? euros : throw new FormatException(text);

    private static TimeOnly Clock(string text) => TimeOnly.ParseExact(text == "24:00" ? "00:00" : text, "HH:mm", CultureInfo.InvariantCulture);

    private const RegexOptions How = RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;

    [GeneratedRegex("^pgb (?<euro>[0-9.,]+)$", How)]
    private static partial Regex Granted();

    [GeneratedRegex("^overeenkomst (?<wie>\\p{L}+), (?<soort>zelfstandige|organisatie|familie|netwerk), ((?<tarief>[0-9,]+) per uur, hoogstens (?<uur>[0-9,]+) uur per maand|(?<loon>maandloon) (?<tarief>[0-9,]+) per uur voor (?<uur>[0-9,]+) uur|(?<vast>[0-9,]+) per maand), (?<van>[0-9-]{10}) tot (?<tot>[0-9-]{10})$", How)]
    private static partial Regex Agreed();

    [GeneratedRegex("^(?<wie>\\p{L}+) werkte (?<dag>[0-9-]{10}) van (?<van>[0-9:]{5})( \\((?<tweede>tweede keer)\\))? tot (?<tot>[0-9:]{5})(, (?<pauze>[0-9]+) minuten pauze)?$", How)]
    private static partial Regex Hours();

    [GeneratedRegex("^briefje van (?<wie>\\p{L}+): (?<dag>[0-9-]{10}) van (?<van>[0-9:]{5}) tot (?<tot>[0-9:]{5})$", How)]
    private static partial Regex Note();

    [GeneratedRegex("^(?<wie>\\p{L}+) werkte in (?<maand>[0-9-]{7}) (?<uur>[0-9,]+) uur$", How)]
    private static partial Regex Month();

    [GeneratedRegex("^klopt: (?<wie>\\p{L}+) (?<dag>[0-9-]{10})$", How)]
    private static partial Regex Right();

    [GeneratedRegex("^minder: (?<wie>\\p{L}+) (?<dag>[0-9-]{10}), (?<uur>[0-9,]+) uur$", How)]
    private static partial Regex Less();

    [GeneratedRegex("^klopt niet: (?<wie>\\p{L}+) (?<dag>[0-9-]{10})$", How)]
    private static partial Regex Wrong();

    [GeneratedRegex("^(?<wie>\\p{L}+) stopt, laatste dag (?<dag>[0-9-]{10})$", How)]
    private static partial Regex Stops();

    [GeneratedRegex("^vaste bedragen$", How)]
    private static partial Regex Fixed();

    [GeneratedRegex("^wat over is gaat terug$", How)]
    private static partial Regex Unused();

    [GeneratedRegex("^de budgethouder overleed op (?<dag>[0-9-]{10})$", How)]
    private static partial Regex Died();

    [GeneratedRegex("^bestand naar de SVB$", How)]
    private static partial Regex Sent();

    [GeneratedRegex("^de SVB zegt( van (?<wie>\\p{L}+))?: (?<uitkomst>betaald|geweigerd|teruggekomen)( \\((?<reden>[a-z-]+)\\))?$", How)]
    private static partial Regex Said();

    [GeneratedRegex("^rekening van (?<wie>\\p{L}+) wordt (?<iban>[A-Z0-9 ]+)$", How)]
    private static partial Regex Account();

    [GeneratedRegex("^correctie van boeking (?<boeking>[0-9]+)$", How)]
    private static partial Regex Reversed();
}
