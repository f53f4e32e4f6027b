using Budget.Core.Invoices;
using Portal.Text;

namespace Portal.Pages.Finance;

/// <summary>One declaration: each line with what became of it, in words; and the answer that its sender gets.</summary>
public sealed class DeclarationModel(DeclarationMessages messages, TimeProvider time) : DeclarationPage(messages, time);
