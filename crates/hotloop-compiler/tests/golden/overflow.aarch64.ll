target triple = "aarch64-unknown-linux-gnu"

define i64 @hotloop_kernel_0(ptr noalias %captures, i64 %begin, i64 %end, ptr noalias %host, ptr noalias %partials) nounwind "min-legal-vector-width"="128" "stackrealign" {
entry:
  %v0 = alloca ptr
  %v0.data = alloca ptr
  %v0.len = alloca i64
  %v0.dim1 = alloca i64
  %v1 = alloca ptr
  %v1.data = alloca ptr
  %v1.len = alloca i64
  %v1.dim1 = alloca i64
  %v2 = alloca ptr
  %v2.data = alloca ptr
  %v2.len = alloca i64
  %v2.dim1 = alloca i64
  %v3 = alloca i64
  %v4 = alloca i64
  %v5 = alloca i64
  %v6.0 = alloca <2 x i64>
  %v7.0 = alloca <2 x i64>
  %v8.0 = alloca <2 x i64>
  %v9.0 = alloca <2 x i64>
  %exit_id = alloca i64
  %countdown = alloca i64
  %s5 = alloca i64
  %t1 = getelementptr i64, ptr %captures, i64 0
  %t2 = load ptr, ptr %t1
  store ptr %t2, ptr %v0
  %t3 = load ptr, ptr %v0
  %t4 = getelementptr i8, ptr %t3, i64 0
  %t5 = load ptr, ptr %t4
  store ptr %t5, ptr %v0.data
  %t6 = getelementptr i8, ptr %t3, i64 8
  %t7 = load i64, ptr %t6
  store i64 %t7, ptr %v0.len
  %t8 = getelementptr i8, ptr %t3, i64 16
  %t9 = load i64, ptr %t8
  store i64 %t9, ptr %v0.dim1
  %t10 = getelementptr i64, ptr %captures, i64 1
  %t11 = load ptr, ptr %t10
  store ptr %t11, ptr %v1
  %t12 = load ptr, ptr %v1
  %t13 = getelementptr i8, ptr %t12, i64 0
  %t14 = load ptr, ptr %t13
  store ptr %t14, ptr %v1.data
  %t15 = getelementptr i8, ptr %t12, i64 8
  %t16 = load i64, ptr %t15
  store i64 %t16, ptr %v1.len
  %t17 = getelementptr i8, ptr %t12, i64 16
  %t18 = load i64, ptr %t17
  store i64 %t18, ptr %v1.dim1
  %t19 = getelementptr i64, ptr %captures, i64 2
  %t20 = load ptr, ptr %t19
  store ptr %t20, ptr %v2
  %t21 = load ptr, ptr %v2
  %t22 = getelementptr i8, ptr %t21, i64 0
  %t23 = load ptr, ptr %t22
  store ptr %t23, ptr %v2.data
  %t24 = getelementptr i8, ptr %t21, i64 8
  %t25 = load i64, ptr %t24
  store i64 %t25, ptr %v2.len
  %t26 = getelementptr i8, ptr %t21, i64 16
  %t27 = load i64, ptr %t26
  store i64 %t27, ptr %v2.dim1
  store i64 %begin, ptr %v3
  store i64 %end, ptr %v4
  %t28 = getelementptr i8, ptr %host, i64 16
  %t29 = load i64, ptr %t28
  store i64 %t29, ptr %countdown
  %t30 = load i64, ptr %v3
  store i64 %t30, ptr %v5
  br label %next0
next0:
  %t31 = load i64, ptr %v5
  store i64 %t31, ptr %s5
  store i64 4, ptr %exit_id
  ; undo flags
  %t34 = load i64, ptr %countdown
  %t35 = sub i64 %t34, 1
  store i64 %t35, ptr %countdown
  %t36 = icmp slt i64 %t35, 0
  br i1 %t36, label %poll33, label %go33, !prof !1
poll33:
  %t37 = getelementptr i8, ptr %host, i64 24
  %t38 = load ptr, ptr %t37
  %t39 = call i64 %t38(ptr %host, ptr null, i64 0)
  %t40 = getelementptr i8, ptr %host, i64 16
  %t41 = load i64, ptr %t40
  store i64 %t41, ptr %countdown
  %t42 = icmp ne i64 %t39, 0
  br i1 %t42, label %fail, label %go33, !prof !1
go33:
  %t43 = load i64, ptr %v5
  %t44 = add i64 %t43, 2
  %t45 = load i64, ptr %v4
  %t46 = icmp sgt i64 %t44, %t45
  br i1 %t46, label %then47, label %done47, !prof !1
then47:
  br label %end0
done47:
  %t48 = load i64, ptr %v5
  %t49 = add i64 %t48, 0
  %t50 = add i64 %t49, 0
  %t51 = load ptr, ptr %v1.data
  %t52 = getelementptr i64, ptr %t51, i64 %t50
  %t53 = load <2 x i64>, ptr %t52, align 8
  store <2 x i64> %t53, ptr %v6.0
  %t54 = load i64, ptr %v5
  %t55 = add i64 %t54, 0
  %t56 = add i64 %t55, 0
  %t57 = load ptr, ptr %v0.data
  %t58 = getelementptr i64, ptr %t57, i64 %t56
  %t59 = load <2 x i64>, ptr %t58, align 8
  store <2 x i64> %t59, ptr %v8.0
  %t60 = load <2 x i64>, ptr %v8.0
  %t61 = load <2 x i64>, ptr %v6.0
  %t62 = add <2 x i64> %t60, %t61
  %t63 = xor <2 x i64> %t62, %t60
  %t64 = xor <2 x i64> %t62, %t61
  %t65 = and <2 x i64> %t63, %t64
  %t66 = icmp slt <2 x i64> %t65, zeroinitializer
  %t67 = sext <2 x i1> %t66 to <2 x i64>
  %t68 = icmp slt <2 x i64> %t67, zeroinitializer
  %t69 = bitcast <2 x i1> %t68 to i2
  %t70 = icmp ne i2 %t69, 0
  %t71 = xor i1 %t70, true
  br i1 %t71, label %good72, label %fail, !prof !0
good72:
  %t73 = load <2 x i64>, ptr %v8.0
  %t74 = load <2 x i64>, ptr %v6.0
  %t75 = add <2 x i64> %t73, %t74
  %t76 = load i64, ptr %v5
  %t77 = add i64 %t76, 0
  %t78 = add i64 %t77, 0
  %t79 = load ptr, ptr %v2.data
  %t80 = getelementptr i64, ptr %t79, i64 %t78
  store <2 x i64> %t75, ptr %t80, align 8
  %t81 = load i64, ptr %v5
  %t82 = add i64 %t81, 2
  store i64 %t82, ptr %v5
  br label %next0
end0:
  %t83 = load i64, ptr %v5
  ret i64 %t83
fail:
  %t84 = load i64, ptr %exit_id
  switch i64 %t84, label %nowhere [ i64 4, label %exit4 ]
nowhere:
  unreachable
exit4:
  %t85 = load i64, ptr %s5
  ret i64 %t85
}

declare {i64, i1} @llvm.sadd.with.overflow.i64(i64, i64) nounwind
declare i64 @llvm.smax.i64(i64, i64) nounwind
declare i64 @llvm.smin.i64(i64, i64) nounwind
!0 = !{!"branch_weights", i32 100000, i32 1}
!1 = !{!"branch_weights", i32 1, i32 100000}
