using System.Globalization;
using Budget.Core.Ledger;
using Budget.Core.Statements;

namespace Budget.Core.Sampling;

/// <summary>
/// A sample with the trail of each line as CSV, version 1, for the file of the auditor: numbers, days and amounts. No name, no BSN and nothing that anybody wrote. How it was drawn stands in each row, so that a row
/// that is taken apart still says so. What was paid and what was set off later are apart: both are above zero, because an amount with a minus is what a spreadsheet takes for a formula.
/// </summary>
public static class SampleCsv
{
    public const string Version = "1";

    /// <summary>The columns, in order; the portal's page about the sample explains each.</summary>
    public static readonly IReadOnlyList<string> Columns =
    [
        "nummer", "budget", "boeking", "soort", "geboekt_op", "hulp_van", "hulp_tot", "bedrag", "teruggedraaid_door", "hash", "hash_klopt", "controlegetal_van",
        "declaratie", "regel", "kenmerk", "binnengekomen_op", "tarief", "tarief_contract", "toewijzing", "agb", "gekozen_op",
        "zorgovereenkomst", "ingevuld_op", "akkoord_op", "betaling", "betaling_kenmerk", "betaling_bedrag", "betaling_antwoord", "betaling_antwoord_op",
        "voorstel", "verrekening", "verrekend_bedrag",
        "besluit", "besloten_op", "verslag_versie", "verslag_op", "antwoord_verslag", "antwoord_verslag_op", "hulpvraag", "hulpvraag_op",
        "startgetal", "kans", "regels_totaal", "bedrag_totaal",
    ];

    public static byte[] Write(AuditSample.Answer sample, IReadOnlyList<AuditSample.Traced> lines) => CsvFile.Write(Columns, lines.Select((line, index) => Row(sample, line, index + 1)));

    private static string[] Row(AuditSample.Answer sample, AuditSample.Traced traced, int number)
    {
        var (line, trail) = (traced.Line, traced.Trail);
        var (booking, declared, claim) = (trail.Booking, trail.Declared, trail.Claim);
        var (payment, setOff) = (Paid(trail), SetOff(trail));
        return
        [
            Whole(number), line.BudgetNumber, Whole(line.Posting), booking.Kind == PostingKind.Invoice ? "regel" : "uren", line.PostedOn.InDigits(), line.StartsOn.InDigits(), line.EndsOn.InDigits(),
            line.Amount.ToDecimalComma(), Whole(booking.ReversedBy), booking.Hash, booking.HashHolds ? "ja" : "nee", Day(booking.HeadDay),
            declared?.DeclarationNumber ?? "", Whole(declared?.LineNumber), declared?.Reference ?? "", Day(declared?.ReceivedOn), Euros(declared is null ? claim?.Rate : declared.Rate), Euros(declared?.ContractRate),
            Whole(declared?.AssignmentNumber), declared?.ProviderAgb ?? "", Day(declared?.ChosenAt),
            claim?.AgreementNumber ?? "", Day(claim?.EnteredAt), Day(claim?.ApprovedAt), payment.Number, payment.Reference, Euros(payment.Amount), payment.Word, payment.On,
            declared?.WaitsIn ?? "", setOff.Number, Euros(setOff.Amount),
            trail.Decision.Number, trail.Decision.DecidedOn.InDigits(), Whole(trail.Report?.Version), Day(trail.Report?.WrittenOn), Said(trail.Report?.Answer), Day(trail.Report?.AnsweredOn),
            trail.Request.Number, trail.Request.SubmittedOn.InDigits(),
            sample.Asked.Seed, sample.Asked.Chance == SampleChance.Line ? "regel" : "euro", Whole(sample.Population), sample.Total.ToDecimalComma(),
        ];
    }

    /// <summary>The last payment with which it was paid, and what was said of that.</summary>
    private static (string Number, string Reference, Money? Amount, string Word, string On) Paid(TrailFacts trail)
    {
        if (trail.Transfers.LastOrDefault(one => one.Amount.IsPositive) is { } transfer)
        {
            return (
                transfer.RunNumber, transfer.EndToEndId, transfer.Amount, transfer.HasFailed == 1 ? "niet betaald of teruggekomen" : transfer.BankStatus?.IsPaid == true ? "betaald" : transfer.Status ?? "",
                Day(transfer.SaidAt));
        }

        if (trail.SvbLines.LastOrDefault(one => one.Amount.IsPositive) is { } line)
        {
            return (
                line.OrderNumber, line.Reference, line.Amount, line.BackOn is not null ? "niet betaald of teruggekomen" : line.PaidOn is not null ? "betaald" : line.WithdrawnAt is not null ? "ingetrokken" : "",
                Day(line.BackOn ?? line.PaidOn));
        }

        return ("", "", null, "", "");
    }

    /// <summary>With which later payment it was set off, once it was taken back, and how much of it; nothing when that payment failed.</summary>
    private static (string Number, Money? Amount) SetOff(TrailFacts trail)
    {
        if (trail.Transfers.LastOrDefault(one => one.Amount.IsNegative && one.HasFailed == 0) is { } transfer)
        {
            return (transfer.RunNumber, -transfer.Amount);
        }

        if (trail.SvbLines.LastOrDefault(one => one.Amount.IsNegative && one.BackOn is null && one.WithdrawnAt is null) is { } line)
        {
            return (line.OrderNumber, -line.Amount);
        }

        return ("", null);
    }

    private static string Said(string? answer) => answer switch
    {
        "agree" => "eens",
        "remarks" => "eens met aanvulling",
        "disagree" => "niet eens",
        _ => "",
    };

    private static string Whole(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static string Euros(Money? amount) => amount?.ToDecimalComma() ?? "";

    private static string Day(DateOnly? day) => day?.InDigits() ?? "";

    private static string Day(DateTimeOffset? instant) => instant is { } at ? AmsterdamDay.Of(at).InDigits() : "";
}
