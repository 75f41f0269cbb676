package samples;

import java.util.ArrayList;
import java.util.List;

/** A shopping basket, for trying Brisk on. */
public class Basket {
  private final List<Item> items = new ArrayList<>();

  public void add(Item item) {
    items.add(item);
  }

  public int count() {
    return items.size();
  }

  public int price(int discount) {
    int total = 0;
    for (Item item : items) {
      total += item.price();
    }
    return total - discount;
  }

  public record Item(String name, int price) {}
}
