namespace Budget.Core;

/// <summary>An identity that no one sees: UUIDv7, stored as text. People see numbers such as 2026-000123.</summary>
public interface IId<TSelf> where TSelf : struct, IId<TSelf>
{
    Guid Value { get; }
    static abstract TSelf From(Guid value);
}

public readonly record struct UserId(Guid Value) : IId<UserId> { public static UserId From(Guid value) => new(value); }
public readonly record struct ResidentId(Guid Value) : IId<ResidentId> { public static ResidentId From(Guid value) => new(value); }
public readonly record struct ProviderId(Guid Value) : IId<ProviderId> { public static ProviderId From(Guid value) => new(value); }
public readonly record struct ContractId(Guid Value) : IId<ContractId> { public static ContractId From(Guid value) => new(value); }
public readonly record struct RequestId(Guid Value) : IId<RequestId> { public static RequestId From(Guid value) => new(value); }
public readonly record struct DecisionId(Guid Value) : IId<DecisionId> { public static DecisionId From(Guid value) => new(value); }
public readonly record struct BudgetId(Guid Value) : IId<BudgetId> { public static BudgetId From(Guid value) => new(value); }
public readonly record struct AssignmentId(Guid Value) : IId<AssignmentId> { public static AssignmentId From(Guid value) => new(value); }
public readonly record struct MessageId(Guid Value) : IId<MessageId> { public static MessageId From(Guid value) => new(value); }
public readonly record struct AgreementId(Guid Value) : IId<AgreementId> { public static AgreementId From(Guid value) => new(value); }
public readonly record struct SessionId(Guid Value) : IId<SessionId> { public static SessionId From(Guid value) => new(value); }
public readonly record struct AlertId(Guid Value) : IId<AlertId> { public static AlertId From(Guid value) => new(value); }
public readonly record struct ParkedFormId(Guid Value) : IId<ParkedFormId> { public static ParkedFormId From(Guid value) => new(value); }
public readonly record struct ReversalId(Guid Value) : IId<ReversalId> { public static ReversalId From(Guid value) => new(value); }
public readonly record struct AttachmentId(Guid Value) : IId<AttachmentId> { public static AttachmentId From(Guid value) => new(value); }
public readonly record struct GeneralProvisionId(Guid Value) : IId<GeneralProvisionId> { public static GeneralProvisionId From(Guid value) => new(value); }
public readonly record struct IdeaId(Guid Value) : IId<IdeaId> { public static IdeaId From(Guid value) => new(value); }
public readonly record struct HouseholdId(Guid Value) : IId<HouseholdId> { public static HouseholdId From(Guid value) => new(value); }
public readonly record struct ConcernId(Guid Value) : IId<ConcernId> { public static ConcernId From(Guid value) => new(value); }
public readonly record struct ClaimId(Guid Value) : IId<ClaimId> { public static ClaimId From(Guid value) => new(value); }
public readonly record struct InvoiceLineId(Guid Value) : IId<InvoiceLineId> { public static InvoiceLineId From(Guid value) => new(value); }
public readonly record struct BankAccountId(Guid Value) : IId<BankAccountId> { public static BankAccountId From(Guid value) => new(value); }
public readonly record struct PaymentRunId(Guid Value) : IId<PaymentRunId> { public static PaymentRunId From(Guid value) => new(value); }
public readonly record struct HelperAccountId(Guid Value) : IId<HelperAccountId> { public static HelperAccountId From(Guid value) => new(value); }
public readonly record struct BankAnswerId(Guid Value) : IId<BankAnswerId> { public static BankAnswerId From(Guid value) => new(value); }

/// <summary>Makes ids: time-ordered, so that an index grows at its end; repeatable when given a seed (the demo town).</summary>
public sealed class IdSource(TimeProvider time, int? seed = null)
{
    private readonly Random? random = seed is { } number ? new Random(number) : null;
    private readonly Lock gate = new();
    private (long Milliseconds, int Within) lastTrace;

    public Guid Next() => Next(time.GetUtcNow().ToUnixTimeMilliseconds());

    /// <param name="within">The place within its millisecond; none leaves that to chance.</param>
    private Guid Next(long milliseconds, int? within = null)
    {
        Span<byte> bytes = stackalloc byte[16];
        Fill(bytes);

        for (var index = 5; index >= 0; index--, milliseconds >>= 8)
        {
            bytes[index] = (byte)milliseconds;
        }

        if (within is { } place)
        {
            (bytes[6], bytes[7]) = ((byte)(place >> 8), (byte)place);
        }

        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x70);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>
    /// As <see cref="Next"/>, each after the one before also within a millisecond (RFC 9562, 6.2, method 1), and never before what <see cref="TracesFrom"/>
    /// says: a clock that was set back puts no trace among those that are sealed.
    /// </summary>
    public Guid NextTrace()
    {
        lock (gate)
        {
            var now = Math.Max(time.GetUtcNow().ToUnixTimeMilliseconds(), lastTrace.Milliseconds);
            var isNext = now == lastTrace.Milliseconds && lastTrace.Within < 0xFFF;
            lastTrace = isNext ? (now, lastTrace.Within + 1) : (now == lastTrace.Milliseconds ? now + 1 : now, 0);
            return Next(lastTrace.Milliseconds, lastTrace.Within);
        }
    }

    /// <param name="milliseconds">Since 1970.</param>
    public void TracesFrom(long milliseconds)
    {
        lock (gate)
        {
            lastTrace = milliseconds > lastTrace.Milliseconds ? (milliseconds, 0) : lastTrace;
        }
    }

    /// <summary>At random, as nobody can guess; with a seed as everybody can, which is for a town that nobody lives in.</summary>
    public void Fill(Span<byte> bytes)
    {
        if (random is null)
        {
            System.Security.Cryptography.RandomNumberGenerator.Fill(bytes);
            return;
        }

        lock (gate)
        {
            random.NextBytes(bytes);
        }
    }
}
