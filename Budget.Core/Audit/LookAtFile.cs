using System.Data.Common;
using System.Text.RegularExpressions;
using Budget.Core.Residents;
using Budget.Core.Storage;

namespace Budget.Core.Audit;

/// <summary>
/// Asks about somebody's file, and leaves a trace before the answer is given: what leaves no trace is shown to nobody, except one's own file to oneself
/// (a disk that is full is no reason to keep that away). What is not found leaves a trace too: looking for what is not there, over and over, is an event.
/// </summary>
internal static partial class LookAtFile
{
    /// <param name="question">Its name, as the trace keeps it.</param>
    /// <param name="subject">The number that was asked for.</param>
    /// <param name="whose">Whose file the answer is about.</param>
    /// <param name="basis">On what ground, when it is not what follows from who asks.</param>
    public static async Task<T?> Look<T>(
        this Database database, Actor actor, string question, string subject, Func<Session, Task<T?>> work, Func<T, ResidentId> whose,
        Func<T, TraceBasis?>? basis = null) where T : class
    {
        var (answer, onBehalfOf) = await database.Read(async session =>
            await work(session) is { } found ? (found, await Access.OnBehalfOf(session, actor, whose(found))) : ((T?)null, (ResidentId?)null));
        var ground = answer is null ? TraceBasis.None : basis?.Invoke(answer) ?? Trace.BasisOf(actor, onBehalfOf);
        try
        {
            await database.Overwrite(session => answer is null
                ? RaiseAlert.AfterRefusal(session, actor, question, Shown(subject))
                : Keep(session, actor, question, Shown(subject), whose(answer), onBehalfOf, ground));
        }
        catch (DbException) when (ground is TraceBasis.None or TraceBasis.Self)
        {
            // The portal's log tells of the database; to oneself one's own file is shown.
        }

        return answer;
    }

    /// <summary>
    /// A list, or what is about many people at once. That staff looked through it stands with who did, not in each file. Of a resident it stands in the file of each whom that resident represents and who is on
    /// the list; not in one's own.
    /// </summary>
    /// <param name="othersSql">Which residents out of <see cref="Access.Others"/> are on it; none when no resident sees it.</param>
    /// <param name="subject">How staff asked for it, where that says more than its name: no word of or about anybody.</param>
    public static async Task<T> LookThrough<T>(this Database database, Actor actor, string question, Func<Session, Task<T>> work, string? othersSql = null, string subject = "")
    {
        var (answer, others) = await database.Read(async session => (
            await work(session),
            actor.Role == Role.Resident && othersSql is not null ? await session.List<ResidentId>(othersSql, Access.Of(actor, session)) : []));
        if (answer is null)
        {
            await database.Overwrite(session => RaiseAlert.AfterRefusal(session, actor, question, subject: ""));
        }
        else if (actor.Role is not Role.Resident and not Role.System)
        {
            await database.Overwrite(async session =>
                await Trace.Write(session, actor, TraceAction.Look, question, subject, resident: null, onBehalfOf: null, TraceBasis.Task));
        }
        else if (others.Count > 0)
        {
            await database.Overwrite(async session =>
            {
                foreach (var other in others)
                {
                    await Trace.Write(session, actor, TraceAction.Look, question, subject: "", other, other, Trace.BasisOf(actor, other));
                }
            });
        }

        return answer;
    }

    /// <summary>A number of ours, or that of a posting behind it; whatever else somebody typed into an address (a BSN) is kept nowhere.</summary>
    private static string Shown(string subject) => Numbers().IsMatch(subject) ? subject : "";

    [GeneratedRegex(@"^[0-9]{4}-[0-9]{6}(/[0-9]{1,8})?\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Numbers();

    /// <summary>Of a question that has found somebody's file, in the transaction it was found in.</summary>
    public static async Task Keep(Session session, Actor actor, string question, string subject, ResidentId resident, ResidentId? onBehalfOf, TraceBasis basis)
    {
        await Trace.Write(session, actor, TraceAction.Look, question, subject, resident, onBehalfOf, basis);
        if (actor.Role != Role.Resident)
        {
            await RaiseAlert.AfterLook(session, actor, resident);
        }
    }
}
