using System.Text;
using Budget.Core;
using Budget.Core.HelperPayments;
using Budget.Core.PersonHeld;
using Budget.Core.Storage;
using static Portal.Demo.DemoTown;

namespace Portal.Demo;

/// <summary>
/// What the SVB did for meneer Bakker: the helper of his agreement on paper was paid, of whom he gave another account since; of the two lines of Fatima El Amrani one was paid and one came back, and waits for another account.
/// </summary>
internal static class DemoSvb
{
    public static async Task Write(Database town, DateOnly today, IReadOnlyDictionary<string, Actor> staff, Func<IdempotencyKey> key)
    {
        var (bakker, financien) = (staff["bakker"], staff["financien"]);
        var paper = (await new CareAgreements(town).Of(bakker)).Agreements.First(agreement => !agreement.WasDrawnUp);
        Must(await new ChangeHelperAccount(town).Do(bakker, key(), new(paper.Number, paper.HelperName, "NL44RABO0123456789", 0)));
        Must(await new StartSvb(town).Do(financien, key(), new(new(today.Year - 5, 1, 1))));
        var order = Must(await new SendToSvb(town).Do(financien, key(), new()));
        var lines = (await new SvbOrders(town).One(financien, order))!.Lines;
        var bounced = lines.Last(line => line.AgreementNumber != paper.Number);
        var answer = new StringBuilder().AppendJoin(';', ReadSvbAnswer.Columns).AppendLine();
        foreach (var line in lines)
        {
            answer.Append($"{ReadSvbAnswer.Version};").Append(line.Reference).Append(';').AppendLine(line == bounced ? $"geweigerd;{today.InDigits()};rekening-gesloten" : $"betaald;{today.InDigits()};");
        }

        Must(await new TakeSvbAnswer(town).Do(staff["financien2"], key(), ReadSvbAnswer.Read(Encoding.UTF8.GetBytes(answer.ToString()), today)));
        Must(await new ChangeHelperAccount(town).Do(bakker, key(), new(paper.Number, paper.HelperName, "NL69INGB0123456789", 1)));
    }
}
