using Budget.Core.Iwmo;
using Budget.Core.SignIn;
using Budget.Core.Storage;

namespace Budget.Core.Invoices;

/// <summary>
/// Corrects an accepted line from one form: one message with a credit that is identical to the debit and, unless it is taken back wholly, a new debit (Standaard
/// Administratieprotocol 3.2.b), declared in the month in which it is sent. The new amount follows from the volume and the contract's rate. It is taken in as every other message.
/// </summary>
public sealed class CorrectLine(Database database)
{
    /// <summary>After this many months it is late (Standaard Administratieprotocol): that is said, and not refused.</summary>
    public const int MonthsToCorrect = 2;

    /// <param name="Volume">What it has to be, in whole units (of unit 83 in euros); none to take it back wholly.</param>
    public sealed record Entry(Guid LineId, Quantity? Volume);

    /// <param name="After">The amount of the new line; nothing when it is taken back wholly.</param>
    /// <param name="Rejected">Why the new line would be rejected as it stands now, while the old one is taken back; none when it would not be.</param>
    /// <param name="IsLate">More than <see cref="MonthsToCorrect"/> months after the line was accepted.</param>
    public sealed record Shown(Money Before, Money After, IReadOnlyList<ReturnCode> Rejected, bool IsLate);

    public async Task<Outcome<ImportDeclaration.Result>> Do(Actor actor, IdempotencyKey key, Entry entry)
    {
        var made = await Make(actor, key, entry);
        if (made.IsRefused)
        {
            return made.Refusal!;
        }

        if (made.Value.Before is { } before)
        {
            return before;
        }

        var answer = await new ImportDeclaration(database).Do(actor, made.Value.File!);
        if (answer.Fault is { } fault && fault.Is(MessageFault.IdentificationReused))
        {
            // The other of two clicks was first.
            made = await Make(actor, key, entry);
            return made.IsRefused ? made.Refusal! : made.Value.Before is { } first ? first : Refusal.AlreadyTakenBack;
        }

        return answer.Result is { } result ? result : answer.Refusal ?? Refusal.LineNotCorrectable;
    }

    /// <summary>What would come of it, with nothing sent. A new line that would be rejected is seen before the old one is taken back.</summary>
    public async Task<Outcome<Shown>> Draft(Actor actor, IdempotencyKey key, Entry entry)
    {
        var made = await Make(actor, key, entry);
        if (made.IsRefused)
        {
            return made.Refusal!;
        }

        if (made.Value.File is not { } file)
        {
            return Refusal.AlreadyTakenBack;
        }

        var (answer, rejected) = await new ImportDeclaration(database).Draft(actor, file);
        return answer.Refusal is { } refusal ? refusal
            : answer.Fault is { } fault ? fault.Is(MessageFault.IdentificationReused) ? Refusal.AlreadyTakenBack : Refusal.LineNotCorrectable
            : new Shown(
            made.Value.Line!.Amount, made.Value.After, [.. rejected.Where(one => !one.Line.IsCredit).SelectMany(one => one.Codes)], made.Value.IsLate);
    }

    /// <param name="Before">What was answered when it was sent before.</param>
    private sealed record Made(ImportDeclaration.Result? Before, DeclarationFile? File = null, LineRow? Line = null, Money After = default, bool IsLate = false);

    private Task<Outcome<Made>> Make(Actor actor, IdempotencyKey key, Entry entry) => database.Read<Outcome<Made>>(async session =>
    {
        if (await OwnOffice.In(session, actor) is not { MaySubmit: true } office)
        {
            return Refusal.NotAllowed;
        }

        if (await session.FirstOrNone<LineRow>(LineSql, new { LineId = $"{entry.LineId:D}", actor.ProviderId }) is not { } line
            || await DeclaredAssignment.Find(session, actor, line.MunicipalityCode, line.AssignmentNumber, line.StartsOn) is not { } assignment)
        {
            return Refusal.NotFound;
        }

        var mark = OwnMessage.Mark(key, entry);
        if (await ImportDeclaration.Sent(session, line.MunicipalityCode, office.Agb, mark) is { } before)
        {
            return new Made(before);
        }

        if (line.Codes.Length > 0 || line.Sign != IwmoCodes.Debit || !line.Amount.IsPositive)
        {
            return Refusal.LineNotAccepted;
        }

        if (line.Reversals > 0)
        {
            return Refusal.AlreadyTakenBack;
        }

        // A credit and a new debit would carry it past the dispute: the resident's word is answered first.
        if (line.Disputes > 0)
        {
            return Refusal.LineDisputed;
        }

        var old = line.ToLine(assignment.OpenBsn(session));
        List<DeclarationLine> lines = [old with { Reference = OwnMessage.Reference(mark, 0, old.AssignmentNumber, old.Period), PreviousReference = old.Reference, IsCredit = true }];
        if (entry.Volume is { } typed)
        {
            var isEuro = assignment.Unit == IwmoCodes.Euro;
            if (DeclareHelp.VolumeOf(typed, isEuro) is not { } volume)
            {
                return Refusal.VolumeNotWhole;
            }

            var amount = isEuro ? volume : (Int128)volume * assignment.Rate.Cents;
            if (amount <= 0)
            {
                return Refusal.AmountNotPositive;
            }

            if (volume > OwnMessage.Most || amount > OwnMessage.Most)
            {
                return Refusal.AmountTooLarge;
            }

            if (volume == old.Volume && amount == old.Amount.Cents)
            {
                return Refusal.SameVolume;
            }

            lines.Add(old with
            {
                Number = 2,
                Reference = OwnMessage.Reference(mark, 1, old.AssignmentNumber, old.Period),
                Volume = volume,
                Rate = isEuro ? old.Rate : assignment.Rate,
                Amount = new Money((long)amount),
            });
        }

        var after = lines.Count == 2 ? lines[1].Amount : Money.Zero;
        return new Made(
            Before: null, OwnMessage.File(office.Agb, line.MunicipalityCode, mark, Period.MonthOf(session.Today), session.Today, lines), line, after,
            line.ReceivedOn.AddMonths(MonthsToCorrect) < session.Today);
    });

    private sealed record LineRow(
        string MunicipalityCode, string Reference, long AssignmentNumber, string Category, string ProductCode, DateOnly StartsOn, DateOnly EndsOn, long Volume, string Unit, Money? Rate,
        Money Amount, string Sign, string Codes, DateOnly ReceivedOn, long Reversals, long Disputes)
    {
        public DeclarationLine ToLine(string bsn) => new(
            1, bsn, Reference, PreviousReference: null, AssignmentNumber, Category, ProductCode, new Period(StartsOn, EndsOn), Volume, Unit, Rate, Amount, IsCredit: false, XmlLine: 0);
    }

    private const string LineSql = """
        SELECT line.municipality_code AS MunicipalityCode, line.reference AS Reference, line.assignment_number AS AssignmentNumber, line.category AS Category,
               line.product_code AS ProductCode, line.starts_on AS StartsOn, line.ends_on AS EndsOn, line.volume AS Volume, line.unit AS Unit, line.rate_cents AS Rate,
               line.amount_cents AS Amount, line.debit_credit AS Sign, line.return_codes AS Codes, message.received_on AS ReceivedOn,
               (SELECT COUNT(*)
                FROM postings reversal
                WHERE reversal.budget_id = line.budget_id
                  AND reversal.reverses_number = line.posting_number) AS Reversals,
               (SELECT COUNT(*)
                FROM open_disputes waiting
                WHERE waiting.budget_id = line.budget_id
                  AND waiting.posting_number = line.posting_number) AS Disputes
        FROM invoice_lines line
        JOIN declaration_messages message ON message.id = line.message_id
        JOIN assignments a ON a.id = line.assignment_id
        WHERE line.id = @LineId
          AND a.provider_id = @ProviderId
        """;
}
