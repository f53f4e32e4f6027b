using Budget.Core.Iwmo;

namespace Budget.Core.Invoices;

/// <summary>A line that is not paid, and why: at least one code.</summary>
public sealed record RejectedLine(DeclarationLine Line, IReadOnlyList<ReturnCode> Codes);

/// <summary>Under which identification the municipality answers which message.</summary>
/// <param name="To">The header of the declaration; its sender receives the answer.</param>
/// <param name="MunicipalityCode">Our own code, which in a wrongly addressed message is not the addressee's.</param>
/// <param name="Identification">Of the answer, at most twelve characters, unique among the answers we send.</param>
public sealed record AnswerHeader(MessageHeader To, string MunicipalityCode, string Identification, DateOnly DatedOn);

/// <summary>
/// Writes the answer to a declaration as WMO325 (iWmo 3.2): totals submitted and accepted, and only the rejected lines with their codes.
/// 8001 stands at the declaration when all was accepted, 0200 wherever there is nothing to remark.
/// </summary>
public static class WriteDeclarationAnswer
{
    /// <exception cref="ArgumentException">The rejected lines are not the difference between submitted and accepted, or one has no code.</exception>
    public static void Write(
        Stream target, AnswerHeader header, string declarationNumber, Money submitted, Money accepted, IReadOnlyList<RejectedLine> rejected)
    {
        var rejectedSum = rejected.Aggregate(Money.Zero, (sum, line) => sum + line.Line.SignedAmount);
        if (rejectedSum != submitted - accepted)
        {
            throw new ArgumentException($"Rejected lines of {rejectedSum} do not explain {submitted} submitted and {accepted} accepted.", nameof(rejected));
        }

        if (rejected.Any(line => line.Codes.Count == 0))
        {
            throw new ArgumentException("A line cannot be rejected without a return code.", nameof(rejected));
        }

        using var message = new IwmoWriter(target, MessageKind.DeclarationAnswer);
        WriteHeader(message, header, [ReturnCode.NoRemark]);
        message.Group("DeclaratieAntwoord", () =>
        {
            message.Own("DeclaratieNummer", declarationNumber);
            message.Total("TotaalIngediendBedrag", submitted);
            message.Total("TotaalToegekendBedrag", accepted);
            if (rejected.Count > 0)
            {
                message.Group("Clienten", () => WriteClients(message, rejected));
            }

            WriteCodes(message, [rejected.Count == 0 ? ReturnCode.FullyAccepted : ReturnCode.NoRemark]);
        });
    }

    /// <summary>The header-only answer: the message as a whole was not processed, for the given reason (0001 when it is technical).</summary>
    public static void WriteRefusal(Stream target, AnswerHeader header, ReturnCode reason)
    {
        using var message = new IwmoWriter(target, MessageKind.DeclarationAnswer);
        WriteHeader(message, header, [reason]);
    }

    private static void WriteHeader(IwmoWriter message, AnswerHeader header, IReadOnlyList<ReturnCode> codes) =>
        message.Header(new OutgoingHeader(header.MunicipalityCode, header.To.SenderAgb, header.Identification, header.DatedOn), () =>
        {
            message.Identification("DeclaratieIdentificatie", header.To.Identification, header.To.DatedOn);
            message.SchemaVersions("XsdVersieDeclaratie", header.To.BaseSchemaVersion, header.To.MessageSchemaVersion);
            WriteCodes(message, codes);
        });

    private static void WriteClients(IwmoWriter message, IReadOnlyList<RejectedLine> rejected)
    {
        foreach (var client in rejected.GroupBy(line => line.Line.Bsn))
        {
            message.Group("Client", () =>
            {
                message.Own("Bsn", client.Key);
                message.Group("Prestaties", () =>
                {
                    foreach (var line in client)
                    {
                        message.Group("Prestatie", () =>
                        {
                            message.Line(line.Line);
                            WriteCodes(message, line.Codes);
                        });
                    }
                });
                WriteCodes(message, [ReturnCode.NoRemark]);
            });
        }
    }

    private static void WriteCodes(IwmoWriter message, IReadOnlyList<ReturnCode> codes) => message.Group("RetourCodes", () =>
    {
        foreach (var code in codes)
        {
            message.Own("RetourCode", code.Code);
        }
    });
}
