namespace Budget.Core.Iwmo;

/// <summary>
/// A municipality answers a request of a provider (iWmo 3.2, WMO319): it is refused and why, or it is looked into. There is no message that says yes: that is the
/// allocation itself (WMO301). It answers one reference: a request for two products takes two.
/// </summary>
public sealed record RequestAnswer
{
    private const string Refused = "1";
    private const string Investigated = "2";

    private RequestAnswer(OutgoingHeader header, string reference, string answer, string? reason) =>
        (Header, Reference, Answer, Reason) = (header, reference, answer, reason);

    public OutgoingHeader Header { get; }

    /// <summary>Of the provider, as it stood in the request.</summary>
    public string Reference { get; }

    /// <summary>VerzoekAntwoord.</summary>
    internal string Answer { get; }

    /// <summary>A <see cref="ReasonOfRefusal"/>; none while it is looked into.</summary>
    public string? Reason { get; }

    public static RequestAnswer Refuse(OutgoingHeader header, string reference, string reason) => new(header, reference, Refused, reason);

    public static RequestAnswer Investigate(OutgoingHeader header, string reference) => new(header, reference, Investigated, reason: null);
}

/// <summary>Writes the answer to a request for allocation (WMO315) or for change (WMO317) as WMO319.</summary>
public static class WriteRequestAnswer
{
    public static void Write(Stream target, RequestAnswer answer)
    {
        using var message = new IwmoWriter(target, MessageKind.RequestAnswer);
        message.Header(answer.Header);
        message.Group("Antwoord", () =>
        {
            message.Own("ReferentieAanbieder", answer.Reference);
            message.Own("VerzoekAntwoord", answer.Answer);
            message.OwnIfAny("RedenAfwijzingVerzoek", answer.Reason);
        });
    }
}
