using static Budget.Core.Iwmo.IwmoCodes;

namespace Budget.Core.Invoices;

/// <summary>The assignment a line refers to, as far as judging needs it.</summary>
/// <param name="Bsn">Of the resident; or its fingerprint, when the line is judged by that of its own.</param>
/// <param name="Rate">The contract's rate on the first day of the line, per unit of the assignment.</param>
/// <param name="Removed">Taken back as if it had never been (reason of change 13), or ended before it began: nothing is declared on it.</param>
/// <param name="Allotted">How much may be declared on it.</param>
/// <param name="Left">What of the reservation has not been used; the caller lowers it line by line within a message.</param>
public sealed record AssignmentTerms(
    long Number,
    string Bsn,
    string Category,
    string ProductCode,
    string Unit,
    Money Rate,
    Period Period,
    bool Removed,
    AllottedVolume Allotted,
    Money Left)
{
    /// <summary>Without the BSN: a log may meet this text.</summary>
    public override string ToString() => $"assignment {Number}";
}

/// <summary>What came before a line, in earlier messages and earlier in its own.</summary>
/// <param name="ReferenceUsed">The sender used this ReferentieNummer before.</param>
/// <param name="SamePeriodBooked">An accepted debit that was not credited exists for the same assignment, product and period.</param>
/// <param name="Previous">The accepted debit that a credit's VorigReferentieNummer names.</param>
public sealed record LineHistory(bool ReferenceUsed = false, bool SamePeriodBooked = false, PreviousLine? Previous = null);

/// <summary>An accepted debit: everything in which its credit must be identical to it.</summary>
public sealed record PreviousLine(
    string Bsn,
    long AssignmentNumber,
    string Category,
    string ProductCode,
    Period Period,
    long Volume,
    string Unit,
    Money? Rate,
    Money Amount,
    bool Credited)
{
    public static PreviousLine Of(DeclarationLine line, bool credited) =>
        new(line.Bsn, line.AssignmentNumber, line.Category, line.ProductCode, line.Period, line.Volume, line.Unit, line.Rate, line.Amount, credited);

    /// <summary>Without the BSN: a log may meet this text.</summary>
    public override string ToString() => $"debit on assignment {AssignmentNumber}";
}

/// <summary>
/// Judges one line (Standaard Administratieprotocol 3.2.b): it is accepted or rejected whole. All codes that apply are given, always in the
/// same order; none means accepted. A right credit may not be refused, so a credit is held against its debit only, never against a budget or a period.
/// </summary>
public static class JudgeLine
{
    public static IReadOnlyList<ReturnCode> Judge(DeclarationLine line, Period declarationPeriod, AssignmentTerms? assignment, LineHistory history)
    {
        if (assignment is null)
        {
            return [ReturnCode.NoSuchAssignment];
        }

        return [.. line.IsCredit ? Credit(line, history) : Debit(line, declarationPeriod, assignment, history)];
    }

    private static IEnumerable<ReturnCode> Credit(DeclarationLine line, LineHistory history)
    {
        var isIdentical = history.Previous is { } debit && PreviousLine.Of(line, debit.Credited) == debit;
        return Applying(
            (history.ReferenceUsed, ReturnCode.ReferenceReused),
            (!isIdentical, ReturnCode.CreditWithoutDebit),
            (history.Previous is { Credited: true }, ReturnCode.AlreadyCredited));
    }

    private static IEnumerable<ReturnCode> Debit(DeclarationLine line, Period declarationPeriod, AssignmentTerms assignment, LineHistory history)
    {
        var (startsOn, endsOn) = (line.Period.StartsOn, line.Period.EndsOn);
        var isEuro = line.Unit == Euro;
        return Applying(
            (line.Bsn != assignment.Bsn, ReturnCode.OtherClient),
            (line.Category != assignment.Category, ReturnCode.OtherCategory),
            (line.ProductCode != assignment.ProductCode, ReturnCode.OtherProduct),
            (line.Unit != assignment.Unit, ReturnCode.OtherUnit),
            (!assignment.Period.Covers(startsOn), ReturnCode.StartsOutsideAssignment),
            (!assignment.Period.Covers(endsOn), ReturnCode.EndsOutsideAssignment),
            (endsOn > declarationPeriod.EndsOn, ReturnCode.OutsideDeclarationPeriod),
            (startsOn != Period.MonthOf(startsOn).StartsOn && startsOn != assignment.Period.StartsOn, ReturnCode.StartsOffEdge),
            (endsOn != Period.MonthOf(endsOn).EndsOn && endsOn != assignment.Period.EndsOn, ReturnCode.EndsOffEdge),
            (!isEuro && !IsVolumeTimesRate(line), ReturnCode.AmountNotVolumeTimesRate),
            (!isEuro && line.Rate != assignment.Rate, ReturnCode.RateDiffersFromContract),
            (history.ReferenceUsed, ReturnCode.ReferenceReused),
            (assignment.Removed, ReturnCode.AssignmentRemoved),
            (history.SamePeriodBooked, ReturnCode.SecondDebit),
            (line.Volume > assignment.Allotted.In(line.Period), ReturnCode.VolumeAbovePeriod),
            (line.Volume > assignment.Allotted.InSum - assignment.Allotted.Declared, ReturnCode.VolumeAboveSum),
            (line.Amount > assignment.Left, ReturnCode.AboveBudget));
    }

    private static IEnumerable<ReturnCode> Applying(params (bool Applies, ReturnCode Code)[] rules) => rules.Where(rule => rule.Applies).Select(rule => rule.Code);

    /// <summary>In 128 bits: the largest volume times the largest rate must give a code, not an overflow.</summary>
    private static bool IsVolumeTimesRate(DeclarationLine line) => line.Rate is { } rate && (Int128)line.Volume * rate.Cents == line.Amount.Cents;
}
