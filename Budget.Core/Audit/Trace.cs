using Budget.Core.Ledger;
using Budget.Core.Mandates;
using Budget.Core.Residents;
using Budget.Core.Secrecy;
using Budget.Core.Storage;

namespace Budget.Core.Audit;

/// <summary>What was done: somebody looked, did a deed, or was refused.</summary>
internal enum TraceAction { Look, Do, Refused }

/// <summary>On what ground somebody had to do with a file (NEN 7513: the basis of authorisation).</summary>
public enum TraceBasis
{
    /// <summary>One's own file.</summary>
    Self,
    /// <summary>As the resident's representative.</summary>
    Representative,
    /// <summary>As the resident's delegate, by DigiD Machtigen.</summary>
    Mandate,
    /// <summary>As staff of the municipality, or of the provider that gives the support.</summary>
    Task,
    /// <summary>By consent of the resident.</summary>
    Consent,
    /// <summary>Without consent, because it could not wait; the resident is told.</summary>
    Emergency,
    /// <summary>The installation itself.</summary>
    System,
    /// <summary>None: it was refused.</summary>
    None,
}

/// <summary>
/// A trace (NEN 7513): who had to do with what of whose file, when, in which session, on whose behalf, on what ground and why. A deed writes it in its own
/// transaction. Never a name, BSN or amount.
/// </summary>
internal static class Trace
{
    /// <summary>Of a deed.</summary>
    /// <exception cref="LeftOutOfMandateException">Who does it for somebody else has a mandate that leaves it out: the deed is refused.</exception>
    public static ValueTask Write(Session session, Actor actor, string deed, string subject, ResidentId? resident = null, ResidentId? onBehalfOf = null) =>
        Write(session, actor, TraceAction.Do, deed, subject, resident, onBehalfOf, BasisOf(actor, onBehalfOf));

    /// <inheritdoc cref="Write(Session, Actor, string, string, ResidentId?, ResidentId?)"/>
    /// <param name="reason">What somebody typed; hidden under the resident's key.</param>
    public static async ValueTask Write(
        Session session, Actor actor, TraceAction action, string what, string subject, ResidentId? resident, ResidentId? onBehalfOf, TraceBasis basis, string reason = "")
    {
        // Here, and nowhere else: no deed for somebody else is kept without passing by.
        if (action == TraceAction.Do && onBehalfOf is { } represented)
        {
            await MandateActs.Check(session, actor, what, represented);
        }

        var id = session.NewTraceId();
        var hidden = reason.Length == 0 || resident is not { } whose ? "" : (await ResidentKey.Of(session, whose)).Hide(HiddenColumn.TraceReason, $"{id:D}", reason);
        await session.Wire.Send(InsertSql,
        [
            id, session.Now, action.Stored(), what, subject, actor.UserId.Value, actor.Role.ToString().ToLowerInvariant(), actor.MunicipalityCode,
            actor.SessionId?.Value, resident?.Value, onBehalfOf?.Value, basis.Stored(), hidden,
        ]);
    }

    public static TraceBasis BasisOf(Actor actor, ResidentId? onBehalfOf) =>
        actor.Role == Role.System ? TraceBasis.System
        : actor.Role != Role.Resident ? TraceBasis.Task
        : actor.ActsFor is not null ? TraceBasis.Mandate
        : onBehalfOf is not null ? TraceBasis.Representative
        : TraceBasis.Self;

    /// <summary>The columns, in the order in which a block hashes them.</summary>
    internal const string Columns = "id, at, action, what, subject, user_id, role, municipality_code, session_id, resident_id, on_behalf_of, basis, reason";

    private const string InsertSql = $"""
        INSERT INTO traces ({Columns})
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
        """;
}
