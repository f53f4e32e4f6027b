using Budget.Core.Iwmo;

namespace Budget.Core.Invoices;

/// <summary>
/// Writes a declaration as WMO323 (iWmo 3.2). Lines are grouped by client in order of first appearance; reading the file back gives
/// the same declaration, its lines numbered in that order. The values are taken as they are: the reader is the judge of them.
/// </summary>
public static class WriteDeclaration
{
    public static void Write(Stream target, Declaration declaration)
    {
        using var message = new IwmoWriter(target, MessageKind.Declaration);
        message.Header(declaration.Header);
        message.Group("Declaratie", () =>
        {
            message.Own("DeclaratieNummer", declaration.Number);
            message.ClosedPeriod("DeclaratiePeriode", declaration.Period);
            message.Own("DeclaratieDagtekening", IwmoWriter.Day(declaration.DatedOn));
            message.Total("TotaalIngediendBedrag", declaration.Total);
            message.Group("Clienten", () =>
            {
                foreach (var client in declaration.Lines.GroupBy(line => line.Bsn))
                {
                    message.Group("Client", () => WriteClient(message, client));
                }
            });
        });
    }

    private static void WriteClient(IwmoWriter message, IGrouping<string, DeclarationLine> client)
    {
        message.Own("Bsn", client.Key);
        message.Group("Prestaties", () =>
        {
            foreach (var line in client)
            {
                message.Group("Prestatie", () => message.Line(line));
            }
        });
    }
}
