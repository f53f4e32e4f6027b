using Budget.Core.Iwmo;

namespace Budget.Core.Payments;

/// <summary>A file of the bank as it came in: a status report (pain.002), a notification of returns (camt.054), or why it is neither; and the hash by which it is known again.</summary>
public sealed record BankFile(PaymentStatusReport? Status, ReturnedPayments? Returns, PaymentFileFault? Fault, string Hash)
{
    /// <summary>What it calls itself.</summary>
    public string Identification => Status?.Identification ?? Returns?.Identification ?? "";

    public static async Task<BankFile> Load(Stream source)
    {
        using var bytes = await SafeXml.Take(source);
        if (bytes is null)
        {
            return new BankFile(Status: null, Returns: null, PaymentFileFault.TooLarge, "");
        }

        var hash = SafeXml.HashOf(bytes);
        var status = ReadPaymentStatus.Read(bytes);
        if (status.IsRead || !status.Fault.Is(PaymentFileFault.OtherMessage))
        {
            return new BankFile(status.Content, Returns: null, status.Fault, hash);
        }

        bytes.Position = 0;
        var returns = ReadReturnedPayments.Read(bytes);
        return new BankFile(Status: null, returns.Content, returns.Fault, hash);
    }
}
