using Budget.Core.Iwmo;
using Budget.Core.SignIn;
using Budget.Core.Storage;

namespace Budget.Core.Invoices;

/// <summary>One line of what a provider says that it gave: the assignment and how much. The portal knows the rest; what is filled in all the same is sent as it is, and judged.</summary>
/// <param name="Volume">In whole units of the assignment; of unit 83 in euros.</param>
/// <param name="Period">None: the days of the month on which the assignment runs.</param>
/// <param name="Rate">None: that of the contract.</param>
/// <param name="Amount">None: volume × rate.</param>
/// <param name="Reference">None: the portal makes one.</param>
/// <param name="PreviousReference">Of the accepted line that this one takes back; none for a line of help.</param>
public sealed record DeliveredHelp(
    long AssignmentNumber, Quantity Volume, Period? Period = null, Money? Rate = null, Money? Amount = null, string? Reference = null, string? PreviousReference = null);

/// <summary>
/// Declares a month of help without iWmo software: what was typed in the form or stands in a CSV becomes a WMO323 (<see cref="OwnMessage"/>) and is taken in as every other
/// (<see cref="ImportDeclaration"/>). What cannot be a line at all is said by line, and then nothing is sent.
/// </summary>
public sealed class DeclareHelp(Database database)
{
    /// <param name="Month">The first day of the month in which it is declared; help of an earlier month says so itself.</param>
    public sealed record Entry(string MunicipalityCode, DateOnly Month, IReadOnlyList<DeliveredHelp> Delivered);

    /// <param name="Index">Of the line in the entry, from 0.</param>
    public sealed record Wrong(int Index, Refusal Refusal);

    /// <summary>What came of it; or what is wrong with which lines, and then nothing was sent.</summary>
    public sealed record Answer(ImportDeclaration.Answer? Imported, IReadOnlyList<Wrong> Wrong);

    /// <param name="Lines">As they would be sent, in the order of the entry.</param>
    /// <param name="Rejected">Those that would be rejected as it stands now, with the codes.</param>
    public sealed record Shown(IReadOnlyList<DeclarationLine> Lines, IReadOnlyList<RejectedLine> Rejected, Answer Answer)
    {
        public Money Total => Lines.Aggregate(Money.Zero, (sum, line) => sum + line.SignedAmount);
    }

    public async Task<Answer> Do(Actor actor, IdempotencyKey key, Entry entry)
    {
        var made = await Make(actor, key, entry);
        return made.Done ?? new Answer(await new ImportDeclaration(database).Do(actor, made.File!), []);
    }

    /// <summary>What would come of it, with nothing sent.</summary>
    public async Task<Shown> Draft(Actor actor, IdempotencyKey key, Entry entry)
    {
        var made = await Make(actor, key, entry);
        if (made.Done is { } done)
        {
            return new Shown([], [], done);
        }

        var (answer, rejected) = await new ImportDeclaration(database).Draft(actor, made.File!);
        // The file has the lines of one client together: they are told by their references.
        var places = made.Lines.Select((line, place) => (line.Reference, place)).ToLookup(one => one.Reference, one => one.place, StringComparer.Ordinal);
        return new Shown(made.Lines, [.. rejected.Select(one => one with { Line = one.Line with { Number = places[one.Line.Reference].First() + 1 } })], new Answer(answer, []));
    }

    private sealed record Made(Answer? Done, DeclarationFile? File = null, IReadOnlyList<DeclarationLine>? LinesMade = null)
    {
        public IReadOnlyList<DeclarationLine> Lines => LinesMade ?? [];

        public static Made Refused(Refusal refusal) => new(new Answer(new ImportDeclaration.Answer(Result: null, Fault: null, refusal), []));
    }

    private Task<Made> Make(Actor actor, IdempotencyKey key, Entry entry) => database.Read(async session =>
    {
        if (await OwnOffice.In(session, actor) is not { MaySubmit: true } office)
        {
            return Made.Refused(Refusal.NotAllowed);
        }

        var mark = OwnMessage.Mark(key, entry);
        if (await ImportDeclaration.Sent(session, entry.MunicipalityCode, office.Agb, mark) is { } before)
        {
            return new Made(new Answer(new ImportDeclaration.Answer(before, Fault: null), []));
        }

        if (entry.Delivered.Count == 0)
        {
            return Made.Refused(Refusal.NothingDeclared);
        }

        var month = Period.MonthOf(entry.Month);
        if (month.StartsOn < ReadDeclaration.OldestDay(session.Today))
        {
            return Made.Refused(Refusal.HelpTooLongAgo.With(ReadDeclaration.OldestDay(session.Today).InDigits()));
        }

        Dictionary<(long, DateOnly), DeclaredAssignment?> known = [];
        Dictionary<long, string> opened = [];
        List<DeclarationLine> lines = [];
        List<Wrong> wrong = [];
        foreach (var (delivered, index) in entry.Delivered.Select((one, index) => (one, index)))
        {
            var asked = (delivered.AssignmentNumber, delivered.Period?.StartsOn ?? month.StartsOn);
            if (!known.TryGetValue(asked, out var assignment))
            {
                known[asked] = assignment = await DeclaredAssignment.Find(session, actor, entry.MunicipalityCode, asked.AssignmentNumber, asked.Item2);
            }

            var line = Line(session.Today, delivered, assignment, month, mark, index);
            if (line.IsRefused)
            {
                wrong.Add(new Wrong(index, line.Refusal!));
                continue;
            }

            // A BSN is opened once, however many lines name its assignment; and not at all when nothing is sent.
            if (!opened.TryGetValue(assignment!.Number, out var bsn))
            {
                opened[assignment.Number] = bsn = wrong.Count == 0 ? assignment.OpenBsn(session) : "";
            }

            lines.Add(line.Value with { Bsn = bsn });
        }

        return wrong.Count > 0 ? new Made(new Answer(Imported: null, wrong))
            : new Made(Done: null, OwnMessage.File(office.Agb, entry.MunicipalityCode, mark, month, session.Today, lines), lines);
    });

    /// <summary>All of the line but the BSN.</summary>
    private static Outcome<DeclarationLine> Line(DateOnly today, DeliveredHelp delivered, DeclaredAssignment? assignment, Period month, string mark, int index)
    {
        if (assignment is null)
        {
            return Refusal.AssignmentNotYours.With(delivered.AssignmentNumber);
        }

        if ((delivered.Period ?? assignment.In(month)) is not { } period)
        {
            return Refusal.AssignmentNotThen;
        }

        // In the file that is made of it these would be faults on a line that nobody has.
        if (period.StartsOn < ReadDeclaration.OldestDay(today))
        {
            return Refusal.HelpTooLongAgo.With(ReadDeclaration.OldestDay(today).InDigits());
        }

        var isEuro = assignment.Unit == IwmoCodes.Euro;
        if (VolumeOf(delivered.Volume, isEuro) is not { } volume)
        {
            return Refusal.VolumeNotWhole;
        }

        var rate = isEuro ? delivered.Rate : delivered.Rate ?? assignment.Rate;
        var amount = delivered.Amount?.Cents ?? (isEuro ? volume : (Int128)volume * rate!.Value.Cents);
        return volume <= 0 || amount <= 0 ? Refusal.AmountNotPositive
            : isEuro && amount != volume ? Refusal.AmountNotVolume
            : volume > OwnMessage.Most || amount > OwnMessage.Most || rate?.Cents > OwnMessage.Most ? Refusal.AmountTooLarge
            : new DeclarationLine(
                index + 1, Bsn: "", delivered.Reference ?? OwnMessage.Reference(mark, index, assignment.Number, period), delivered.PreviousReference, assignment.Number,
                assignment.Category, assignment.ProductCode, period, volume, assignment.Unit, rate, new Money((long)amount), delivered.PreviousReference is not null, XmlLine: 0);
    }

    /// <summary>In the unit of the message: of euros the cents, of all else whole units; none when it is not whole.</summary>
    internal static long? VolumeOf(Quantity typed, bool isEuro) =>
        isEuro ? typed.Hundredths : decimal.IsInteger(typed.Value) ? (long)typed.Value : null;
}
